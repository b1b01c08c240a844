package io.weir.bench.flink;

import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.sink2.SinkWriter;
import org.apache.flink.api.connector.sink2.WriterInitContext;

/**
 * Shows what it gets to the probe, and drops it.
 *
 * <p>Threading: confined to its task.
 */
final class FlinkProbeSink implements Sink<FlinkEvent> {

    @Override
    public SinkWriter<FlinkEvent> createWriter(WriterInitContext context) {
        var probe = FlinkStateProgram.probe();
        return new SinkWriter<>() {
            @Override
            public void write(FlinkEvent event, Context writing) {
                probe.emitted(event.key, event.value);
            }

            @Override
            public void flush(boolean endOfInput) {}

            @Override
            public void close() {}
        };
    }
}
