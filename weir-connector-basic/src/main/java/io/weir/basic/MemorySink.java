package io.weir.basic;

import io.weir.runtime.JobId;
import io.weir.runtime.StageContext;
import io.weir.serde.Serde;
import io.weir.serde.Serdes;
import io.weir.sink.Committer;
import io.weir.sink.InspectableSink;
import io.weir.sink.Sink;
import io.weir.sink.SinkInspection;
import io.weir.sink.SinkWriter;
import java.util.Objects;

/**
 * Writes exactly once to a {@link MemoryStore}, by two-phase commit: records stream into an open transaction, which the
 * barrier seals and the decided checkpoint commits. For tests of pipelines.
 *
 * <pre>{@code
 * MemoryStore<Total> store = new MemoryStore<>();
 * Pipeline pipeline = Pipeline.named("totals")
 *         .source("orders", ListSource.of(orders))
 *         .keyBy(Order::customer)
 *         .aggregate("per-customer", Total.zero(), Total::plus)
 *         .sink("totals", MemorySink.to(store))
 *         .build();
 * // after the job has run
 * List<Total> totals = store.committed();
 * }</pre>
 *
 * <p>The store stands for an outside system: it must outlive the attempts of the job. With another, empty store a
 * restored job finds its last output in doubt.
 *
 * <p>Threading: Thread-safe.
 */
public final class MemorySink<T> implements Sink<T, MemoryTransaction>, InspectableSink<MemoryTransaction> {

    private final MemoryStore<T> store;

    private MemorySink(MemoryStore<T> store) {
        this.store = store;
    }

    /** Writes to {@code store}, which several sinks and jobs may share. */
    public static <T> MemorySink<T> to(MemoryStore<T> store) {
        return new MemorySink<>(Objects.requireNonNull(store, "store"));
    }

    @Override
    public Committer<MemoryTransaction> createCommitter(StageContext context) {
        return new MemoryCommitter<>(store, owner(context), context.attempt());
    }

    @Override
    public SinkWriter<T, MemoryTransaction> createWriter(StageContext context) {
        return new MemoryWriter<>(store, owner(context), context.attempt(), context.subtask());
    }

    @Override
    public Serde<MemoryTransaction> committableSerde() {
        return Serdes.of(MemoryTransaction.class);
    }

    @Override
    public SinkInspection<MemoryTransaction> inspect(JobId jobId, String stageName) {
        return new MemoryInspection<>(store, owner(jobId, stageName));
    }

    private static String owner(StageContext context) {
        return owner(context.jobId(), context.stageName());
    }

    private static String owner(JobId jobId, String stageName) {
        return jobId + "/" + stageName;
    }
}
