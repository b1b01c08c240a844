package io.weir.engine.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import io.weir.error.ErrorKind;
import io.weir.error.WeirException;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Bits that rot, and files that end too early. */
class JournalDamageTest {

    private static final String TAIL = FileName.ofSegment(3, 1).text();

    private static final long ALLOCATION_MAX = 16 << 20;

    private final SampleJournal sample = SampleJournal.write();

    @Test
    void theSampleIsWhole() {
        assertThat(sample.store().names())
                .containsExactly(
                        FileName.ofAttempt(3).text(),
                        FileName.ofBase(3, 1).text(),
                        FileName.ofSegment(1, 2).text(),
                        FileName.ofSegment(2, 1).text(),
                        TAIL);
        assertSame(meaning(sample.recoverCopy()), sample.last(), "", 0);
    }

    /**
     * Every byte of every file, changed in eight ways: an error names file and position, or the result is right. Only
     * damage within the last checkpoint may pass for a torn tail.
     */
    @ParameterizedTest
    @ValueSource(ints = {0x01, 0x02, 0x04, 0x10, 0x40, 0x80, 0x55, 0xFF})
    void aChangedByteIsDetectedOrHarmless(int change) throws IOException {
        long lastBegin = beginOfLastCheckpoint();
        for (String name : sample.store().names()) {
            byte[] whole = sample.store().bytes(name);
            for (int position = 0; position < whole.length; position++) {
                byte[] damaged = whole.clone();
                damaged[position] ^= (byte) change;
                boolean inLast = name.equals(TAIL) && position >= lastBegin;
                checkDamaged(name, position, damaged, inLast ? 10 : 11);
            }
        }
    }

    /** The last segment may end anywhere behind what its attempt took over: nothing proves that there was more. */
    @Test
    void aFileCutShortIsDetectedOrHarmless() {
        for (String name : sample.store().names()) {
            byte[] whole = sample.store().bytes(name);
            for (int length = 0; length < whole.length; length++) {
                checkDamaged(name, length, Arrays.copyOf(whole, length), name.equals(TAIL) ? 8 : 11);
            }
        }
    }

    /** A confirmation after the last checkpoint proves it decided, so not even that may get lost. */
    @ParameterizedTest
    @ValueSource(ints = {0x01, 0x80, 0xFF})
    void aConfirmationProvesTheCheckpointBeforeIt(int change) {
        int end = sample.store().bytes(TAIL).length;
        sample.confirmLast();
        byte[] whole = sample.store().bytes(TAIL);
        for (int position = 0; position < end; position++) {
            byte[] damaged = whole.clone();
            damaged[position] ^= (byte) change;
            CrashingStore store = sample.store().copy(new Random(3));
            store.put(TAIL, damaged);

            assertThatThrownBy(() -> SampleJournal.recover(store))
                    .as("position=%d", position)
                    .isInstanceOfSatisfying(WeirException.class, e -> {
                        assertThat(e.code()).isEqualTo("corrupt-checkpoint");
                        assertThat(e.kind()).isEqualTo(ErrorKind.USER);
                        assertThat(e).hasMessageContaining("file=" + TAIL).hasMessageContaining("position=");
                    });
        }
    }

    @Test
    void aMissingFileIsDetected() {
        for (String name : sample.store().names()) {
            if (!name.startsWith("attempt-") && !name.equals(TAIL)) {
                CrashingStore store = sample.store().copy(new Random(3));
                store.remove(name);

                assertThatThrownBy(() -> SampleJournal.recover(store))
                        .as(name)
                        .hasMessageContaining("[corrupt-checkpoint]");
            }
        }
    }

    /** A base proves every checkpoint that it contains decided. */
    @Test
    void aJournalThatEndsBeforeItsBaseIsDetected() {
        CrashingStore store = new CrashingStore(new Random(4));
        Journal journal = SampleJournal.recover(store).journal();
        journal.append(Checkpoints.of(1, "a", "1"));
        String segment = FileName.ofSegment(1, 1).text();
        byte[] bytes = store.bytes(segment);
        journal.append(Checkpoints.of(2, "a", "2"));
        journal.buildBase();
        store.remove(FileName.ofSegment(1, 2).text());
        store.put(segment, bytes);

        assertThatThrownBy(() -> SampleJournal.recover(store))
                .hasMessageContaining("[corrupt-checkpoint]")
                .hasMessageContaining("checkpoint 2, which a base contains, is missing");
    }

    @Test
    void refusesASegmentOfAnotherJob() {
        CrashingStore other = new CrashingStore(new Random(4));
        for (int i = 0; i < 2; i++) {
            RecoveredJob job = Journal.recover(other, "orders", () -> "000000000000000b");
            job.journal().append(Checkpoints.of(job.firstCheckpointId(), "x", "1"));
        }
        CrashingStore store = sample.store().copy(new Random(3));
        store.put(
                FileName.ofSegment(2, 1).text(),
                other.bytes(FileName.ofSegment(2, 1).text()));

        assertThatThrownBy(() -> SampleJournal.recover(store)).hasMessageContaining("[corrupt-checkpoint]");
    }

    /** Recovers a journal with a damaged file: an error, or a checkpoint not before {@code checkpointIdMin}. */
    private void checkDamaged(String name, int position, byte[] damaged, long checkpointIdMin) {
        CrashingStore store = sample.store().copy(new Random(3));
        store.put(name, damaged);
        long allocatedBefore = allocated();
        RecoveredJob job;
        try {
            job = SampleJournal.recover(store);
        } catch (WeirException e) {
            assertThat(e.code()).as("file=%s, position=%d", name, position).isEqualTo("corrupt-checkpoint");
            assertThat(e).hasMessageContaining("file=").hasMessageContaining("position=");
            return;
        } finally {
            assertThat(allocated() - allocatedBefore).as("allocated bytes").isLessThan(ALLOCATION_MAX);
        }
        JobModel actual = meaning(job);
        assertThat(actual.checkpointId())
                .as("file=%s, position=%d", name, position)
                .isGreaterThanOrEqualTo(checkpointIdMin);
        for (JobModel expected : sample.history()) {
            if (expected.checkpointId() == actual.checkpointId()) {
                assertSame(actual, expected, name, position);
            }
        }
    }

    private long beginOfLastCheckpoint() throws IOException {
        CrashingStore store = sample.store();
        FileName tail = FileName.ofSegment(3, 1);
        try (SegmentReader reader = SegmentReader.open(store, tail, store.size(TAIL))) {
            LinkChain links = new LinkChain(reader.header().link());
            return reader.read(links, List.of()).certainEnd();
        }
    }

    /** A lost confirmation leaves more pending, never less. */
    private void assertSame(JobModel actual, JobModel expected, String name, int position) {
        assertThat(actual.withPending(expected.pending()))
                .as("file=%s, position=%d", name, position)
                .isEqualTo(expected);
        assertThat(expected.pending()).containsAll(actual.pending());
        assertThat(actual.pending()).containsAll(JobModel.withoutConfirmed(expected.pending(), "out", 7));
    }

    private static JobModel meaning(RecoveredJob job) {
        return JobModel.of(job.checkpoint());
    }

    private static long allocated() {
        return ((ThreadMXBean) ManagementFactory.getThreadMXBean()).getCurrentThreadAllocatedBytes();
    }
}
