package io.weir.engine.operator;

import io.weir.engine.item.Control;
import io.weir.engine.latency.ReadTimes;
import io.weir.source.RejectedRecord;
import io.weir.source.SourceOutput;
import java.lang.invoke.MethodHandles;
import org.jspecify.annotations.Nullable;

/** A source without event time. */
final class PlainInlet implements SourceInlet {

    /** Where records go, if this class is a copy for one subtask. */
    private static final @Nullable Output NEXT = ClassCopies.constantOf(MethodHandles.lookup());

    private final Output next;
    private final Output rejects;
    private long count;
    private @Nullable ReadTimes readTimes;

    PlainInlet(Output next, Output rejects) {
        this.next = next;
        this.rejects = rejects;
    }

    @Override
    public void emit(Object value, long timestamp) {
        count++;
        (NEXT == null ? next : NEXT).accept(value, timestamp);
    }

    @Override
    public void reject(RejectedRecord rejected) {
        count++;
        rejects.accept(rejected, rejected.timestamp());
    }

    @Override
    public SourceOutput<Object> forSplit(String splitId) {
        return this;
    }

    @Override
    public void noteCreation(ReadTimes times) {
        readTimes = times;
    }

    @Override
    public void created(long oldestMillis, long newestMillis) {
        ReadTimes times = readTimes;
        if (times != null) {
            times.created(oldestMillis, newestMillis, count);
        }
    }

    @Override
    public long count() {
        return count;
    }

    @Override
    public void addSplit(String splitId) {}

    @Override
    public void assigned() {}

    @Override
    public void noMoreSplits() {}

    @Override
    public void heldBack(long nowNanos) {}

    @Override
    public @Nullable Control eventTime(long nowNanos, boolean mayWait) {
        return null;
    }
}
