package io.weir.engine.operator;

import io.weir.sink.SinkWriter;

/** Hands records to a sink's writer. */
final class WriteOperator implements Operator, Counting {

    private final SinkWriter<Object, Object> writer;
    private long count;

    WriteOperator(SinkWriter<Object, Object> writer) {
        this.writer = writer;
    }

    @Override
    public void accept(Object value, long timestamp) {
        count++;
        writer.write(value, timestamp);
    }

    @Override
    public long count() {
        return count;
    }
}
