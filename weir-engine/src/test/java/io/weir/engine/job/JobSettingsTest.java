package io.weir.engine.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.engine.state.MemoryStores;
import io.weir.engine.state.StateBackend;
import io.weir.engine.task.TaskSettings;
import org.junit.jupiter.api.Test;

/** Each setting changes itself and nothing else. */
class JobSettingsTest {

    @Test
    void retainingCheckpointsLeavesTheBackendAndTheBoundsOfTasksAsTheyAre() {
        StateBackend backend = jobName -> new MemoryStores(1);
        TaskSettings tasks = new TaskSettings(2, 3, 4, 5, 6, 7, 8, true, true);

        JobSettings settings =
                JobSettings.DEFAULT.withStateBackend(backend).withTasks(tasks).withRetainedCheckpoints(5);

        assertThat(settings.stateBackend()).isSameAs(backend);
        assertThat(settings.tasks()).isEqualTo(tasks);
        assertThat(settings.bases().retained()).isEqualTo(5);
    }
}
