package io.weir.testkit.conformance;

import io.weir.source.InputStatus;
import io.weir.source.SourceSplit;
import java.util.List;
import java.util.Map;

/** How a reader is to be called, and what it answers. */
final class ReadFacts {

    private ReadFacts() {}

    static <T, S extends SourceSplit> void everyRecordIsReadOnce(SourceCase<T, S> fresh) throws Exception {
        for (int parallelism = 1; parallelism <= 3; parallelism++) {
            SourceAttempt<T, S> attempt = fresh.startAfresh(parallelism);
            fresh.finish(attempt, fresh.records().size());
            fresh.checkAll(attempt.emitted());
        }
    }

    /** The check is in {@link ReaderDrive#poll}. */
    static <T, S extends SourceSplit> void aPollEmitsNoMoreThanItIsAskedFor(SourceCase<T, S> fresh) throws Exception {
        for (int countMax : new int[] {1, 2, 7}) {
            SourceAttempt<T, S> attempt = fresh.startAfresh(1);
            attempt.read(fresh.records().size(), countMax);
            fresh.checkAll(attempt.emitted());
        }
    }

    static <T, S extends SourceSplit> void theOrderOfASplitIsAlwaysTheSame(SourceCase<T, S> fresh) throws Exception {
        Map<String, List<T>> reference = fresh.reference();
        for (int countMax : new int[] {1, 3, 1000}) {
            SourceAttempt<T, S> attempt = fresh.startAfresh(1);
            attempt.read(fresh.records().size(), countMax);
            if (!attempt.emittedBySplit().equals(reference)) {
                throw new AssertionError("the records of a split, or their order, differ from one reading to the next: "
                        + reference + ", with " + countMax + " a poll " + attempt.emittedBySplit());
            }
        }
    }

    static <T, S extends SourceSplit> void aReaderEndsOnlyWhenNoFurtherSplitCanCome(SourceCase<T, S> fresh)
            throws Exception {
        SourceAttempt<T, S> attempt = fresh.create(1);
        ReaderDrive<T, S> reader = attempt.reader(0);
        expectNothing(reader, "without a split");
        attempt.assign(attempt.discover(true));
        attempt.read(fresh.records().size());
        for (int i = 0; i < 3; i++) {
            InputStatus status = reader.poll(10);
            if (status == InputStatus.END_OF_INPUT) {
                throw new AssertionError("END_OF_INPUT, and noMoreSplits was never called");
            }
        }
        if (fresh.isBounded()) {
            reader.noMoreSplits();
            attempt.readToEnd();
            for (int i = 0; i < 3; i++) {
                if (reader.poll(10) != InputStatus.END_OF_INPUT) {
                    throw new AssertionError("a reader that was at its end is not any more");
                }
            }
        }
        fresh.checkAll(attempt.emitted());
    }

    static <T, S extends SourceSplit> void aReaderWithoutSplitsIsIdle(SourceCase<T, S> fresh) throws Exception {
        SourceAttempt<T, S> attempt = fresh.create(1);
        ReaderDrive<T, S> reader = attempt.reader(0);
        for (int i = 0; i < 3; i++) {
            expectNothing(reader, "without a split");
        }
        attempt.snapshot(1);
        if (fresh.isBounded()) {
            reader.noMoreSplits();
            attempt.readToEnd();
        }
    }

    private static void expectNothing(ReaderDrive<?, ?> reader, String when) {
        InputStatus status = reader.poll(10);
        if (status == InputStatus.END_OF_INPUT || !reader.emitted().all().isEmpty()) {
            throw new AssertionError("a reader " + when + " answers " + status + " and emits "
                    + reader.emitted().all());
        }
    }

    /** Each split comes alone, behind the records of the one before. */
    static <T, S extends SourceSplit> void splitsThatComeLaterAreReadToo(SourceCase<T, S> fresh) throws Exception {
        Map<String, List<T>> reference = fresh.reference();
        SourceAttempt<T, S> attempt = fresh.create(1);
        int expected = 0;
        for (S split : attempt.discover(true)) {
            attempt.assign(List.of(split));
            expected += reference.getOrDefault(split.splitId(), List.of()).size();
            attempt.read(expected);
            attempt.snapshot(expected + 1);
        }
        fresh.checkAll(attempt.emitted());
    }

    static <T, S extends SourceSplit> void recordsThatComeLaterWakeTheReader(SourceCase<T, S> fresh) throws Exception {
        SourceAttempt<T, S> attempt = fresh.startAfresh(1);
        attempt.read(fresh.records().size());
        for (int round = 1; round <= 3; round++) {
            attempt.readUntilAsleep();
            int before = attempt.emittedCount();
            List<T> more = fresh.subject().append();
            attempt.read(before + more.size());
            List<T> seen = attempt.emitted().subList(before, before + more.size());
            if (!seen.containsAll(more)) {
                throw new AssertionError("appended " + more + ", read " + seen);
            }
        }
    }

    static <T, S extends SourceSplit> void noticesOfCommitsMayComeLateTwiceOrNever(SourceCase<T, S> fresh)
            throws Exception {
        SourceAttempt<T, S> attempt = fresh.startAfresh(1);
        ReaderDrive<T, S> reader = attempt.reader(0);
        reader.reader().checkpointCommitted(0);
        int count = fresh.records().size();
        for (int i = 1; i <= count; i++) {
            attempt.read(i, 1);
            attempt.snapshot(i);
            if (i % 3 == 0) {
                reader.reader().checkpointCommitted(i - 2);
                reader.reader().checkpointCommitted(i - 2);
            }
        }
        reader.reader().checkpointCommitted(count + 1_000L);
        fresh.checkAll(attempt.emitted());
        List<byte[]> positions = attempt.snapshot(count + 2_000L);
        attempt.close();
        fresh.finish(fresh.restore(1, positions), 0);
    }

    static <T, S extends SourceSplit> void closingIsIdempotentAtAnyPoint(SourceCase<T, S> fresh) throws Exception {
        SourceAttempt<T, S> unused = fresh.create(1);
        unused.reader(0).reader().close();
        unused.reader(0).reader().close();
        SourceAttempt<T, S> halfway = fresh.startAfresh(1);
        halfway.read(1, 1);
        halfway.reader(0).reader().close();
        halfway.reader(0).reader().close();
        SourceAttempt<T, S> after = fresh.startAfresh(1);
        fresh.finish(after, fresh.records().size());
        after.reader(0).reader().close();
        after.reader(0).reader().close();
        fresh.checkAll(after.emitted());
    }
}
