package io.weir.engine.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weir.engine.local.LocalFiles;
import io.weir.engine.local.LocalJobDirectory;
import io.weir.error.WeirException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A reader sees what recovery would, changes nothing, and is not confused by a job that goes on. */
class JournalReaderTest {

    private static final String PIPELINE = "orders";

    private final CrashingStore store = new CrashingStore(new Random(1));

    private Journal recover() {
        return Journal.recover(store, PIPELINE, () -> "000000000000000a").journal();
    }

    @Test
    void readsEveryCheckpointSinceTheBaseAndChangesNothing() {
        Journal journal = recover();
        List<JobModel> models = new ArrayList<>(List.of(JobModel.EMPTY));
        for (int id = 1; id <= 9; id++) {
            CheckpointData data = Checkpoints.of(id, "key" + id % 3, id % 4 == 0 ? null : "value" + id);
            journal.append(data);
            models.add(models.get(id - 1).plus(data));
            if (id == 4) {
                journal.buildBase();
            }
        }
        List<String> names = List.copyOf(store.names());

        assertThat(JournalReader.summary(store).checkpoints())
                .extracting(CheckpointSummary::checkpointId)
                .containsExactly(4L, 5L, 6L, 7L, 8L, 9L);
        for (int id = 4; id <= 9; id++) {
            RestoredCheckpoint read = JournalReader.checkpoint(store, id);
            assertThat(read.checkpointId()).isEqualTo(id);
            assertThat(JobModel.of(read)).as("checkpoint %d", id).isEqualTo(models.get(id));
        }
        assertThat(JobModel.of(JournalReader.last(store))).isEqualTo(models.get(9));
        assertThat(store.names()).isEqualTo(names);
        assertThatThrownBy(() -> JournalReader.checkpoint(store, 3))
                .isInstanceOf(WeirException.class)
                .hasMessageContaining("there is no checkpoint 3");
        assertThatThrownBy(() -> JournalReader.checkpoint(store, 10)).hasMessageContaining("no-checkpoint");
    }

    @Test
    void aJobThatHasDecidedNothingHasNoCheckpoint() {
        assertThatThrownBy(() -> JournalReader.last(store)).hasMessageContaining("no-checkpoint");
        recover();
        assertThatThrownBy(() -> JournalReader.last(store)).hasMessageContaining("no-checkpoint");
        assertThat(JournalReader.summary(store).checkpoints()).isEmpty();
    }

    @Test
    void readsWhatARunningJobHasDecidedWhileItsFilesGiveWayToOthers(@TempDir Path directory) throws Exception {
        AtomicBoolean ended = new AtomicBoolean();
        AtomicLong decided = new AtomicLong();
        try (LocalJobDirectory files = LocalJobDirectory.open(directory, PIPELINE);
                Journal journal = Journal.recover(files, PIPELINE, () -> "000000000000000a")
                        .journal()) {
            journal.append(Checkpoints.of(1, "a", "1"));
            decided.set(1);
            CompletableFuture<Void> writer = CompletableFuture.runAsync(() -> {
                for (int id = 2; !ended.get(); id++) {
                    journal.append(Checkpoints.of(id, "a", Integer.toString(id)));
                    decided.set(id);
                    if (id % 5 == 0) {
                        journal.buildBase();
                    }
                }
            });
            LocalFiles reading = new LocalFiles(directory);
            try {
                while (decided.get() < 400 && !writer.isDone()) {
                    long before = decided.get();
                    RestoredCheckpoint read = JournalReader.last(reading);
                    assertThat(read.checkpointId()).isBetween(before, decided.get() + 1);
                    assertThat(JobModel.of(read).state().values()).containsExactly("s1:" + read.checkpointId());
                    assertThat(JournalReader.summary(reading).checkpoints()).isNotEmpty();
                }
            } finally {
                ended.set(true);
                writer.get();
            }
        }
    }
}
