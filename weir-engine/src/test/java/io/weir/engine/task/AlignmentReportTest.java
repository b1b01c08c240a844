package io.weir.engine.task;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.time.Timestamps;
import org.junit.jupiter.api.Test;

/** How far a subtask has come is told when it has changed, and not too often. */
class AlignmentReportTest {

    private final AlignmentReport report = new AlignmentReport(100);

    @Test
    void whatHasChangedIsToldOnceAnInterval() {
        assertThat(report.isDue(Timestamps.NONE, 0)).isFalse();
        assertThat(report.dueNanos()).isEqualTo(Long.MAX_VALUE);
        assertThat(report.isDue(5, 10)).as("the first at once").isTrue();
        assertThat(report.isDue(5, 200)).as("as before").isFalse();
        assertThat(report.isDue(6, 200)).isTrue();
        assertThat(report.isDue(7, 250)).as("too early").isFalse();
        assertThat(report.dueNanos()).isEqualTo(300);
        assertThat(report.isDue(Timestamps.MAX, 300)).isTrue();
        assertThat(report.dueNanos()).isEqualTo(Long.MAX_VALUE);
    }
}
