package io.weir.bench.streams;

import io.weir.bench.Payload;
import java.util.Objects;
import java.util.concurrent.atomic.LongAdder;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/**
 * Counts each key, and forwards each count.
 *
 * <p>Threading: confined to the thread of its task, but for the adder.
 */
final class CountProcessor implements Processor<byte[], byte[], byte[], byte[]> {

    private final String storeName;
    private final LongAdder processed;
    private @Nullable ProcessorContext<byte[], byte[]> context;
    private @Nullable KeyValueStore<Long, Long> counts;

    /** @param processed is told of each record */
    CountProcessor(String storeName, LongAdder processed) {
        this.storeName = storeName;
        this.processed = processed;
    }

    @Override
    public void init(ProcessorContext<byte[], byte[]> newContext) {
        context = newContext;
        counts = newContext.getStateStore(storeName);
    }

    @Override
    public void process(Record<byte[], byte[]> input) {
        KeyValueStore<Long, Long> store = Objects.requireNonNull(counts);
        long key = Payload.key(input.value());
        Long before = store.get(key);
        long count = before == null ? 1 : before + 1;
        store.put(key, count);
        Objects.requireNonNull(context)
                .forward(new Record<>(
                        Payload.outputKey(key),
                        Payload.outputValue(key, count, Payload.timestamp(input.value())),
                        input.timestamp()));
        processed.increment();
    }
}
