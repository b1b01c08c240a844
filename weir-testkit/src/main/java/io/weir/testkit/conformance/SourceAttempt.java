package io.weir.testkit.conformance;

import io.weir.runtime.JobId;
import io.weir.serde.ByteReader;
import io.weir.serde.ByteWriter;
import io.weir.serde.Serde;
import io.weir.source.Source;
import io.weir.source.SourceSplit;
import io.weir.source.SplitEnumerator;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;

/**
 * One attempt of a job's source, driven as the engine drives it: the test's thread is the task of all readers, the enumerator has a thread.
 *
 * <p>Threading: confined to the test's thread.
 */
final class SourceAttempt<T, S extends SourceSplit> implements AutoCloseable {

    private static final int BATCH_COUNT = 64;

    private final Source<T, S> source;
    private final Mailbox mailbox;
    private final ExecutorService discoverThread = Threads.single("discover");
    private final TaskContext enumeratorContext;
    private final SplitEnumerator<S> enumerator;
    private final List<ReaderDrive<T, S>> readers = new ArrayList<>();
    private final List<S> known = new ArrayList<>();
    private boolean closed;

    SourceAttempt(SourceSubject<T, S> subject, JobId jobId, long number, int parallelism) throws Exception {
        this.source = subject.source();
        this.mailbox = new Mailbox(subject.patience());
        TaskContext.Place place = new TaskContext.Place(jobId, "in", number);
        this.enumeratorContext = new TaskContext(place, 0, parallelism, mailbox);
        this.enumerator = source.createEnumerator(enumeratorContext);
        for (int subtask = 0; subtask < parallelism; subtask++) {
            readers.add(new ReaderDrive<>(source, new TaskContext(place, subtask, parallelism, mailbox)));
        }
    }

    Source<T, S> source() {
        return source;
    }

    List<ReaderDrive<T, S>> readers() {
        return readers;
    }

    ReaderDrive<T, S> reader(int subtask) {
        return readers.get(subtask);
    }

    /** Every split that was handed out, with the position that it was found or restored with. */
    List<S> known() {
        return known;
    }

    /** Looks for splits; those found are not handed out yet. */
    List<S> discover(boolean firstStart) throws Exception {
        List<S> snapshot = List.copyOf(known);
        return onDiscoverThread("SplitEnumerator.discover", () -> enumerator.discover(snapshot, firstStart));
    }

    /** Starts a job that has no checkpoint. */
    SourceAttempt<T, S> startAfresh() throws Exception {
        assign(discover(true));
        noMoreSplits();
        return this;
    }

    /** Goes on from a checkpoint. */
    SourceAttempt<T, S> restore(List<byte[]> positions) throws Exception {
        for (byte[] position : positions) {
            ByteReader in = new ByteReader(position);
            known.add(source.splitSerde().read(in));
            in.expectEnd();
        }
        known.addAll(discover(false));
        handOut(List.copyOf(known));
        noMoreSplits();
        return this;
    }

    /** Hands splits out, and keeps them. */
    void assign(List<S> found) {
        known.addAll(found);
        handOut(found);
    }

    /** As the engine does it: to the reader that has the fewest, in the order of their ids. */
    private void handOut(List<S> splits) {
        List<S> ordered = new ArrayList<>(splits);
        ordered.sort(Comparator.comparing(SourceSplit::splitId));
        TreeMap<Integer, List<S>> shares = new TreeMap<>();
        int[] counts =
                readers.stream().mapToInt(each -> each.emitted().given().size()).toArray();
        for (S split : ordered) {
            int least = 0;
            for (int i = 1; i < counts.length; i++) {
                least = counts[i] < counts[least] ? i : least;
            }
            counts[least]++;
            shares.computeIfAbsent(least, absent -> new ArrayList<>()).add(split);
        }
        shares.forEach((subtask, share) -> readers.get(subtask).addSplits(share));
    }

    /** Sources without an end are never told that there are no more: their enumerator goes on looking. */
    private void noMoreSplits() {
        if (enumerator.discoveryInterval().isEmpty()) {
            readers.forEach(ReaderDrive::noMoreSplits);
        }
    }

    /** Reads until there are {@code count} records in all. */
    void read(int count) throws Exception {
        read(count, BATCH_COUNT);
    }

    /** Reads with a given number of records a poll. */
    void read(int count, int countMax) throws Exception {
        await(
                count + " records, or a wake-up for them",
                () -> emittedCount() >= count || readers.stream().allMatch(ReaderDrive::isAtEnd),
                countMax);
        if (emittedCount() < count) {
            throw new AssertionError("the input ended with records missing: expected " + count + ", read "
                    + emittedCount() + ": " + emittedBySplit());
        }
    }

    /** Reads until every reader has said that there is nothing now. */
    void readUntilAsleep() throws Exception {
        await("the readers find nothing more", () -> readers.stream().allMatch(ReaderDrive::isAsleep), BATCH_COUNT);
    }

    /** Reads until every reader is at its end. */
    void readToEnd() throws Exception {
        await(
                "the end of the input, or a wake-up for it",
                () -> readers.stream().allMatch(ReaderDrive::isAtEnd),
                BATCH_COUNT);
    }

    private void await(String what, Mailbox.Condition condition, int countMax) throws Exception {
        mailbox.await(what, () -> {
            for (ReaderDrive<T, S> each : readers) {
                if (!condition.holds()) {
                    each.turn(countMax);
                }
            }
            return condition.holds();
        });
    }

    int emittedCount() {
        return readers.stream().mapToInt(each -> each.emitted().all().size()).sum();
    }

    /** What all readers have emitted, in no order between them. */
    List<T> emitted() {
        List<T> all = new ArrayList<>();
        readers.forEach(each -> all.addAll(each.emitted().all()));
        return all;
    }

    /** What was emitted of each split, by its id. */
    TreeMap<String, List<T>> emittedBySplit() {
        TreeMap<String, List<T>> bySplit = new TreeMap<>();
        readers.forEach(each -> bySplit.putAll(each.emitted().bySplit()));
        return bySplit;
    }

    /** Takes the positions of all splits, as a checkpoint holds them. */
    List<byte[]> snapshot(long checkpointId) {
        List<byte[]> positions = new ArrayList<>();
        for (ReaderDrive<T, S> each : readers) {
            for (S split : each.snapshot(checkpointId)) {
                positions.add(bytes(split));
            }
        }
        return positions;
    }

    byte[] bytes(S split) {
        Serde<S> serde = source.splitSerde();
        ByteWriter out = new ByteWriter();
        serde.write(split, out);
        return out.toByteArray();
    }

    private <R> R onDiscoverThread(String what, Callable<R> call) throws Exception {
        Future<R> result = discoverThread.submit(call);
        mailbox.awaitWhateverFails(what + " returns", result::isDone);
        try {
            return result.get();
        } catch (ExecutionException e) {
            throw new AttemptFailure(e.getCause());
        }
    }

    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        try {
            readers.forEach(each -> each.reader().close());
            onDiscoverThread("SplitEnumerator.close", () -> {
                enumerator.close();
                return true;
            });
            enumeratorContext.closeTask();
            readers.forEach(each -> each.context().closeTask());
            enumeratorContext.awaitLanes();
            for (ReaderDrive<T, S> each : readers) {
                each.context().awaitLanes();
            }
            TaskContext.awaitClosed(discoverThread);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted while an attempt was being closed", e);
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new AssertionError("an attempt could not be closed", e);
        }
    }
}
