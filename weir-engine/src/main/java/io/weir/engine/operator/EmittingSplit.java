package io.weir.engine.operator;

import io.weir.time.TimestampAssigner;
import io.weir.time.WatermarkGenerator;
import java.lang.invoke.MethodHandles;
import org.jspecify.annotations.Nullable;

/** What is done for each record of a split; a class of its own so that each chain can have its own copy. */
final class EmittingSplit extends TimedSplit {

    /** Where records go, if this class is a copy for one subtask. */
    private static final @Nullable Output NEXT = ClassCopies.constantOf(MethodHandles.lookup());

    private final Output next;
    private final @Nullable TimestampAssigner<Object> assigner;

    EmittingSplit(
            TimedInlet inlet,
            WatermarkGenerator<Object> generator,
            long restoredWatermark,
            @Nullable TimestampAssigner<Object> assigner,
            Output next) {
        super(inlet, generator, restoredWatermark);
        this.assigner = assigner;
        this.next = next;
    }

    @Override
    public void emit(Object value, long timestamp) {
        long assigned = assigner == null ? timestamp : assigner.extractTimestamp(value, timestamp);
        count++;
        generator.onEvent(value, assigned);
        (NEXT == null ? next : NEXT).accept(value, assigned);
    }
}
