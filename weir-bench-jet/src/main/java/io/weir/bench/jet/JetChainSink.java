package io.weir.bench.jet;

import com.hazelcast.jet.core.Inbox;
import com.hazelcast.jet.core.Processor;
import com.hazelcast.jet.core.Watermark;
import io.weir.bench.ChainProbe;

/**
 * Shows what it gets to the probe, and drops it.
 *
 * <p>Threading: confined to its task.
 */
final class JetChainSink implements Processor {

    private final ChainProbe.Sink seen = JetChainProgram.current().probe().newSink();
    private final boolean windows;

    /** @param windows whether events are results of windows, with the start of the window as timestamp */
    JetChainSink(boolean windows) {
        this.windows = windows;
    }

    @Override
    public void process(int ordinal, Inbox inbox) {
        for (Object item = inbox.poll(); item != null; item = inbox.poll()) {
            ChainEvent event = (ChainEvent) item;
            if (windows) {
                seen.addWindow(event.key(), event.value(), event.timestamp());
            } else {
                seen.add(event.key(), event.value());
            }
        }
    }

    @Override
    public boolean tryProcessWatermark(Watermark watermark) {
        return true;
    }
}
