package io.weir.engine.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * The files of each format version, as they were once written. They are never edited: a new version gets files of its
 * own, and the old ones stay readable.
 */
class FormatTest {

    private final SampleJournal sample = SampleJournal.write();

    @Test
    void readsVersion1() throws IOException {
        CrashingStore store = new CrashingStore(new Random(1));
        for (String name : sample.store().names()) {
            store.put(name, golden(name));
        }

        RecoveredJob job = SampleJournal.recover(store);

        assertThat(job.jobId()).hasToString("orders-000000000000000a");
        assertThat(job.attempt()).isEqualTo(4);
        assertThat(job.firstCheckpointId()).isEqualTo(13);
        JobModel actual = JobModel.of(job.checkpoint());
        assertThat(actual.checkpointId()).isEqualTo(11);
        assertThat(actual.sources()).containsExactly("in offset 0@11 1@11");
        assertThat(actual.state())
                .containsEntry("count/total/3/a", "s1:8")
                .containsEntry("count/total/3/f", "s1:7")
                .containsEntry("join/left/1/b", "s1:j")
                .hasSize(11)
                .doesNotContainKey("count/total/3/b");
        assertThat(actual.pending()).hasSize(6).contains("out 11 1 txn out-11-1");
    }

    /** What is written today is format version 1, byte for byte. */
    @Test
    void writesVersion1() throws IOException {
        for (String name : sample.store().names()) {
            assertThat(sample.store().bytes(name)).as(name).isEqualTo(golden(name));
        }
    }

    private static byte[] golden(String name) throws IOException {
        try (InputStream in = FormatTest.class.getResourceAsStream("format-1/" + name + ".bin")) {
            assertThat(in).as(name).isNotNull();
            return in.readAllBytes();
        }
    }
}
