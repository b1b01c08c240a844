package io.weir.testkit.pipeline;

import io.weir.runtime.StageContext;
import io.weir.serde.Serde;
import io.weir.serde.Serdes;
import io.weir.source.Boundedness;
import io.weir.source.Source;
import io.weir.source.SourceReader;
import io.weir.source.SplitEnumerator;
import java.util.ArrayList;
import java.util.List;

/**
 * A source whose records a test adds, in several partitions. To the engine it is a source as any other: its partitions are splits that are divided among the subtasks, and their
 * positions are in the checkpoint. It has no end until the test ends its partitions.
 *
 * <p>In which order records of different partitions are read depends on the seed, as it depends on chance in production.
 *
 * <p>Made by {@link PipelineTest#source}.
 *
 * <p>Threading: confined to the test's thread.
 *
 * @param <T> the type of its records
 */
public final class TestSource<T> implements Source<T, TestSplit> {

    /** Without a timeout of idleness nobody has to be woken by time. */
    static final long NEVER_IDLE = Long.MAX_VALUE;

    private static final Serde<TestSplit> SERDE = Serdes.of(TestSplit.class);

    private final TestRun run;
    private final String name;
    private final List<TestPartition<T>> partitions = new ArrayList<>();
    private final List<TestReader<T>> readers = new ArrayList<>();
    private long idlenessNanos = NEVER_IDLE;

    TestSource(TestRun run, String name, int partitionCount) {
        this.run = run;
        this.name = name;
        for (int i = 0; i < partitionCount; i++) {
            partitions.add(new TestPartition<>(this, i));
        }
    }

    /** Returns the name that the test has given it; the stage that reads it may have another. */
    public String name() {
        return name;
    }

    /** Returns how many partitions there are. */
    public int partitionCount() {
        return partitions.size();
    }

    /**
     * Returns a partition.
     *
     * @param index from 0
     * @throws IndexOutOfBoundsException if there is none of that index
     */
    public TestPartition<T> partition(int index) {
        if (index < 0 || index >= partitions.size()) {
            throw new IndexOutOfBoundsException(
                    "the test source \"" + name + "\" has no partition " + index + ": it has " + partitions.size()
                            + ", from 0. To mend it: source(\"" + name + "\", " + (index + 1) + ")");
        }
        return partitions.get(index);
    }

    /**
     * Adds a record to the only partition; see {@link TestPartition#add(Object)}.
     *
     * @throws IllegalStateException if there are several partitions
     */
    public TestSource<T> add(T value) {
        only().add(value);
        return this;
    }

    /**
     * Adds a record to the only partition; see {@link TestPartition#add(Object, long)}.
     *
     * @throws IllegalStateException if there are several partitions
     */
    public TestSource<T> add(T value, long timestamp) {
        only().add(value, timestamp);
        return this;
    }

    /** Ends all partitions; see {@link TestPartition#end}. */
    public void end() {
        partitions.forEach(TestPartition::end);
    }

    private TestPartition<T> only() {
        if (partitions.size() != 1) {
            throw new IllegalStateException("add was called on the test source \"" + name + "\": it has "
                    + partitions.size() + " partitions. To mend it: partition(i).add(...)");
        }
        return partitions.get(0);
    }

    TestRun run() {
        return run;
    }

    boolean isEnded() {
        return partitions.stream().allMatch(TestPartition::isEnded);
    }

    void wakeReaders() {
        readers.forEach(TestReader::wakeUp);
    }

    /** Takes how long a split of a stage that reads this may be silent, so that readers ask to be called then: a worker of the real engine looks in now and then. */
    void idleAfter(long nanos) {
        idlenessNanos = nanos;
    }

    long idlenessNanos() {
        return idlenessNanos;
    }

    void forget(TestReader<T> reader) {
        readers.remove(reader);
    }

    /** The process is gone, and its readers with it. */
    void forgetReaders() {
        readers.clear();
    }

    @Override
    public Boundedness boundedness() {
        return Boundedness.UNBOUNDED;
    }

    @Override
    public SplitEnumerator<TestSplit> createEnumerator(StageContext context) {
        return (known, firstStart) -> {
            List<TestSplit> found = new ArrayList<>();
            for (int i = 0; i < partitions.size(); i++) {
                int partition = i;
                if (known.stream().noneMatch(split -> split.partition() == partition)) {
                    found.add(new TestSplit(partition, 0));
                }
            }
            return found;
        };
    }

    @Override
    public SourceReader<T, TestSplit> createReader(StageContext context) {
        TestReader<T> reader = new TestReader<>(this, run.process(), context);
        readers.add(reader);
        return reader;
    }

    @Override
    public Serde<TestSplit> splitSerde() {
        return SERDE;
    }

    @Override
    public String toString() {
        return "test source \"" + name + "\"";
    }
}
