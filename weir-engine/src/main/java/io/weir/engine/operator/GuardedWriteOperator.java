package io.weir.engine.operator;

import io.weir.deadletter.DeadLetter.Step;
import io.weir.sink.RefusedRecordException;
import io.weir.sink.SinkWriter;

/** Hands records to a sink's writer; those that it refuses become dead letters. */
final class GuardedWriteOperator implements Operator, Counting {

    private final SinkWriter<Object, Object> writer;
    private final DeadLetters letters;
    private long count;

    GuardedWriteOperator(SinkWriter<Object, Object> writer, DeadLetters letters) {
        this.writer = writer;
        this.letters = letters;
    }

    @Override
    public void accept(Object value, long timestamp) {
        letters.counted();
        try {
            writer.write(value, timestamp);
        } catch (RefusedRecordException e) {
            letters.take(Step.WRITE, 0, value, timestamp, e);
            return;
        }
        count++;
    }

    @Override
    public long count() {
        return count;
    }
}
