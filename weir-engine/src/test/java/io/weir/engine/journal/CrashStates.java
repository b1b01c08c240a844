package io.weir.engine.journal;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.error.WeirException;
import java.util.Map;
import java.util.Random;

/**
 * Recovers from every state that a loss of power may leave of a disk, and checks each: what recovery finds is what the
 * oracle knows, and the journal goes on from there.
 *
 * <p>Threading: confined to one thread.
 */
final class CrashStates {

    private final PowerLossStates.Detail detail;
    private long momentCount;
    private long stateCount;

    CrashStates(PowerLossStates.Detail detail) {
        this.detail = detail;
    }

    /** Returns how many moments were looked at. */
    long momentCount() {
        return momentCount;
    }

    /** Returns how many states were recovered from. */
    long stateCount() {
        return stateCount;
    }

    /** Checks what may be left if the power fails now. */
    void check(CrashingStore store, JournalOracle oracle) {
        momentCount++;
        store.powerLossStates().forEach(detail, files -> check(files, oracle));
    }

    private void check(Map<String, byte[]> files, JournalOracle oracle) {
        stateCount++;
        try {
            CrashingStore left = CrashingStore.holding(files, new Random(stateCount));
            RecoveredJob job = recover(left);
            oracle.check(job);
            CheckpointData data = Checkpoints.of(job.firstCheckpointId(), "next", "1");
            job.journal().append(data);
            RecoveredJob next = recover(left);
            assertThat(JobModel.of(next.checkpoint()))
                    .isEqualTo(JobModel.of(job.checkpoint()).plus(data));
            assertThat(next.finished()).as("finished").isFalse();
        } catch (WeirException | AssertionError e) {
            throw new AssertionError("recovering from " + describe(files), e);
        }
    }

    private static RecoveredJob recover(CrashingStore store) {
        return Journal.recover(store, "orders", () -> "000000000000000c");
    }

    private static String describe(Map<String, byte[]> files) {
        StringBuilder text = new StringBuilder();
        files.forEach((name, content) -> text.append(name)
                .append(" size=")
                .append(content.length)
                .append(" crc=")
                .append(new FrameSeal(FileName.ofAttempt(0)).payloadCrc(content, 0, content.length))
                .append(", "));
        return text.toString();
    }
}
