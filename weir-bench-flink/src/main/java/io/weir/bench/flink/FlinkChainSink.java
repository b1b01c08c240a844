package io.weir.bench.flink;

import io.weir.bench.ChainProbe;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.sink2.SinkWriter;
import org.apache.flink.api.connector.sink2.WriterInitContext;

/**
 * Shows what it gets to the probe, and drops it.
 *
 * <p>Threading: Immutable; a writer is confined to its task.
 */
final class FlinkChainSink implements Sink<FlinkEvent> {

    private static final long serialVersionUID = 1;

    private final boolean windows;

    /** @param windows whether events are results of windows, with the start of the window as timestamp */
    FlinkChainSink(boolean windows) {
        this.windows = windows;
    }

    @Override
    public SinkWriter<FlinkEvent> createWriter(WriterInitContext context) {
        ChainProbe.Sink seen = FlinkChainProgram.probe().newSink();
        return windows ? new WindowWriter(seen) : new PlainWriter(seen);
    }

    private record PlainWriter(ChainProbe.Sink seen) implements SinkWriter<FlinkEvent> {

        @Override
        public void write(FlinkEvent event, Context context) {
            seen.add(event.key, event.value);
        }

        @Override
        public void flush(boolean endOfInput) {}

        @Override
        public void close() {}
    }

    private record WindowWriter(ChainProbe.Sink seen) implements SinkWriter<FlinkEvent> {

        @Override
        public void write(FlinkEvent event, Context context) {
            seen.addWindow(event.key, event.value, event.timestamp);
        }

        @Override
        public void flush(boolean endOfInput) {}

        @Override
        public void close() {}
    }
}
