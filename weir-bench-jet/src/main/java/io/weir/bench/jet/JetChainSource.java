package io.weir.bench.jet;

import com.hazelcast.jet.Traverser;
import com.hazelcast.jet.core.AbstractProcessor;
import com.hazelcast.jet.core.BroadcastKey;
import com.hazelcast.jet.core.EventTimeMapper;
import com.hazelcast.jet.core.EventTimePolicy;
import io.weir.bench.ChainProbe;
import io.weir.bench.Generator;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Makes records from their indices until it is told to stop: those of each n-th index, if it is one of n.
 *
 * <p>Threading: confined to its task.
 */
final class JetChainSource extends AbstractProcessor {

    private final Generator generator;
    private final ChainProbe probe = JetChainProgram.current().probe();
    private final @Nullable EventTimeMapper<ChainEvent> mapper;
    private ChainProbe.@Nullable Source seen;
    private @Nullable ChainEvent pending;
    private @Nullable Traverser<Object> timed;
    private int number;
    private int count;
    private long position;

    /** @param policy how event time goes on; null if there is none */
    JetChainSource(long keys, @Nullable EventTimePolicy<? super ChainEvent> policy) {
        this.generator = new Generator(keys);
        this.mapper = policy == null ? null : new EventTimeMapper<>(policy);
        if (mapper != null) {
            mapper.addPartitions(1);
        }
    }

    @Override
    protected void init(Context context) {
        number = context.globalProcessorIndex();
        count = context.totalParallelism();
        seen = probe.source(number);
    }

    @Override
    public boolean complete() {
        boolean isDone = mapper == null ? emit() : emitTimed(mapper);
        Objects.requireNonNull(seen).at(position);
        return isDone;
    }

    /** Returns whether all was emitted that ever will be. */
    private boolean emit() {
        for (int i = 0; i < ChainProbe.BATCH_SIZE; i++) {
            if (pending == null) {
                if (i == 0 && probe.isStopping()) {
                    return true;
                }
                pending = next();
            }
            if (!tryEmit(pending)) {
                return false;
            }
            pending = null;
            position++;
        }
        return false;
    }

    private boolean emitTimed(EventTimeMapper<ChainEvent> times) {
        long now = System.nanoTime();
        for (int i = 0; i < ChainProbe.BATCH_SIZE; i++) {
            if (timed == null) {
                if (i == 0 && probe.isStopping()) {
                    return true;
                }
                ChainEvent event = next();
                timed = times.flatMapEvent(now, event, 0, event.timestamp());
            }
            if (!emitFromTraverser(timed)) {
                return false;
            }
            timed = null;
            position++;
        }
        return false;
    }

    private ChainEvent next() {
        long index = number + position * count;
        return new ChainEvent(generator.key(index), index, Generator.timestamp(index));
    }

    @Override
    public boolean saveToSnapshot() {
        return tryEmitToSnapshot(BroadcastKey.broadcastKey(number), position);
    }

    @Override
    protected void restoreFromSnapshot(Object key, Object value) {
        throw new IllegalStateException("a benchmark is not restarted");
    }

    @Override
    public boolean snapshotCommitFinish(boolean success) {
        if (success && number == 0) {
            JetChainProgram.current().snapshotCompleted();
        }
        return true;
    }
}
