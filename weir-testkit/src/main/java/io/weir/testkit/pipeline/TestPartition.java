package io.weir.testkit.pipeline;

import io.weir.time.Timestamps;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * One partition of a {@link TestSource}: records that are read in order, and again from any position after a crash. It is part of the outside world, so it can be filled
 * before the pipeline starts, while it runs, and while it is down.
 *
 * <p>Nothing is processed in a call of this class; that happens in {@link PipelineTest#run}, {@link PipelineTest#advance} and {@link PipelineTest#checkpoint}.
 *
 * <p>Threading: confined to the test's thread.
 */
public final class TestPartition<T> {

    /** A record and its time. */
    record Entry<T>(T value, long timestamp) {}

    private final TestSource<T> source;
    private final int index;
    private final List<Entry<T>> entries = new ArrayList<>();
    private boolean idle;
    private boolean ended;

    TestPartition(TestSource<T> source, int index) {
        this.source = source;
        this.index = index;
    }

    /**
     * Adds a record without a timestamp: its event time is what the pipeline's timestamp assigner reads, or none.
     *
     * @throws IllegalStateException if the partition has ended
     */
    public TestPartition<T> add(T value) {
        return add(value, Timestamps.NONE);
    }

    /**
     * Adds a record.
     *
     * @param timestamp the event time that the source attaches, in milliseconds since 1970-01-01T00:00Z; a timestamp assigner of the pipeline gets it to see
     * @throws IllegalStateException if the partition has ended
     */
    public TestPartition<T> add(T value, long timestamp) {
        Objects.requireNonNull(value, "value");
        if (ended) {
            throw new IllegalStateException("partition " + index + " of the test source \"" + source.name()
                    + "\" gets the record " + value + ": it has ended. To mend it: add records before end()");
        }
        entries.add(new Entry<>(value, timestamp));
        idle = false;
        source.wakeReaders();
        return this;
    }

    /** Adds records without timestamps, in order. */
    public TestPartition<T> addAll(Iterable<? extends T> values) {
        values.forEach(this::add);
        return this;
    }

    /**
     * Marks the partition idle: once the records that it has are read, it no longer holds event time back, until the next one is added. The pipeline's own
     * {@link io.weir.time.WatermarkStrategy#withIdleness} works as well, by {@link PipelineTest#advance}.
     */
    public void idle() {
        idle = true;
        source.wakeReaders();
    }

    /**
     * Ends the partition: once the records that it has are read, it no longer holds event time back. When all partitions of all sources have ended, event time goes to its end, every
     * window and timer of event time fires, and the job finishes. There is no way back.
     */
    public void end() {
        ended = true;
        source.wakeReaders();
    }

    /** Returns how many records have been added. */
    public int size() {
        return entries.size();
    }

    Entry<T> entry(int position) {
        return entries.get(position);
    }

    boolean isIdle() {
        return idle;
    }

    boolean isEnded() {
        return ended;
    }
}
