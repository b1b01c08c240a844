package io.weir.kafka;

import io.weir.runtime.JobId;
import io.weir.source.InputStatus;
import io.weir.source.RejectedRecord;
import io.weir.source.SourceOutput;
import io.weir.source.SourceReader;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Drives an enumerator and the reader of one subtask as the engine drives them, and keeps what the reader emits. */
final class ReaderDrive implements AutoCloseable {

    private static final int BATCH_COUNT_MAX = 64;

    private final TaskThread task = new TaskThread(new JobId("job", "0123456789abcdef"), "in", 0, 1, 1);
    private final KafkaEnumerator enumerator;
    private final SourceReader<String, KafkaSplit> reader;
    private final List<KafkaSplit> known = new ArrayList<>();
    private final Collected output = new Collected();
    private InputStatus status = InputStatus.NOTHING_AVAILABLE;

    ReaderDrive(KafkaSource<String> source) {
        this.enumerator = (KafkaEnumerator) source.createEnumerator(task);
        this.reader = source.createReader(task);
    }

    /** Finds splits for a job without a checkpoint. */
    ReaderDrive startAfresh() throws Exception {
        return assign(enumerator.discover(List.of(), true));
    }

    /** Continues from a checkpoint. */
    ReaderDrive restore(List<KafkaSplit> splits) throws Exception {
        assign(splits);
        return assign(enumerator.discover(splits, false));
    }

    /** Looks for splits again, as the engine does now and then. */
    ReaderDrive discover() throws Exception {
        return assign(enumerator.discover(List.copyOf(known), false));
    }

    private ReaderDrive assign(List<KafkaSplit> splits) {
        known.addAll(splits);
        if (!splits.isEmpty()) {
            reader.addSplits(splits);
        }
        return this;
    }

    void noMoreSplits() {
        reader.noMoreSplits();
    }

    List<KafkaSplit> splits() {
        return known;
    }

    KafkaEnumerator enumerator() {
        return enumerator;
    }

    SourceReader<String, KafkaSplit> reader() {
        return reader;
    }

    TaskThread task() {
        return task;
    }

    /** Reads until there are {@code count} values, in the order they came. */
    List<String> read(int count) {
        task.await(count + " records", () -> {
            status = reader.poll(output, Math.min(BATCH_COUNT_MAX, count - output.values.size()));
            return output.values.size() >= count;
        });
        return output.values;
    }

    /** Reads until the input ends. */
    List<String> readToEnd() {
        task.await("end of input", () -> {
            status = reader.poll(output, BATCH_COUNT_MAX);
            return status == InputStatus.END_OF_INPUT;
        });
        return output.values;
    }

    /** Reads until the attempt fails, and returns why. */
    Throwable readUntilFailure() {
        try {
            task.await("failure", () -> {
                reader.poll(output, BATCH_COUNT_MAX);
                return false;
            });
        } catch (RuntimeException e) {
            return e;
        }
        throw new AssertionError("unreachable");
    }

    void awaitRejected(int count) {
        task.await(count + " rejected records", () -> {
            reader.poll(output, BATCH_COUNT_MAX);
            return output.rejected.size() >= count;
        });
    }

    List<String> values() {
        return output.values;
    }

    List<RejectedRecord> rejected() {
        return output.rejected;
    }

    /** Returns the values of each split. */
    Map<String, List<String>> bySplit() {
        return output.bySplit;
    }

    /** Returns the splits that the reader has said to be at their end. */
    List<String> released() {
        return output.released;
    }

    List<KafkaSplit> snapshot(long checkpointId) {
        return reader.snapshot(checkpointId);
    }

    @Override
    public void close() {
        reader.close();
        enumerator.close();
        task.close();
    }

    private static final class Collected implements SourceOutput<String> {

        private final List<String> values = new ArrayList<>();
        private final List<RejectedRecord> rejected = new ArrayList<>();
        private final Map<String, List<String>> bySplit = new HashMap<>();
        private final List<String> released = new ArrayList<>();

        @Override
        public void releaseOutputForSplit(String splitId) {
            released.add(splitId);
        }

        @Override
        public void emit(String value, long timestamp) {
            values.add(value);
        }

        @Override
        public void reject(RejectedRecord record) {
            rejected.add(record);
        }

        @Override
        public SourceOutput<String> forSplit(String splitId) {
            List<String> ofSplit = bySplit.computeIfAbsent(splitId, absent -> new ArrayList<>());
            Collected all = this;
            return new SourceOutput<>() {
                @Override
                public void emit(String value, long timestamp) {
                    ofSplit.add(value);
                    all.emit(value, timestamp);
                }

                @Override
                public void reject(RejectedRecord record) {
                    all.reject(record);
                }

                @Override
                public SourceOutput<String> forSplit(String other) {
                    return all.forSplit(other);
                }
            };
        }
    }
}
