package io.weir.engine.operator;

import io.weir.engine.item.Batch;
import java.lang.invoke.MethodHandles;
import org.jspecify.annotations.Nullable;

/** The loop that feeds a chain from batches; a class of its own so that each chain can have its own copy. */
final class BatchLoop implements BatchInlet {

    /** Where records go, if this class is a copy for one subtask. */
    private static final @Nullable Output HEAD = ClassCopies.constantOf(MethodHandles.lookup());

    private final Output head;
    private final @Nullable SlicedOperator combined;

    /** @param combined takes what was combined before the exchange; null if nothing is */
    BatchLoop(Output head, @Nullable SlicedOperator combined) {
        this.head = head;
        this.combined = combined;
    }

    @Override
    public void accept(Batch batch) {
        if (combined != null && batch.isCombined()) {
            merge(combined, batch);
            return;
        }
        Output first = HEAD == null ? head : HEAD;
        int size = batch.size();
        for (int i = 0; i < size; i++) {
            first.accept(batch.value(i), batch.timestamp(i));
        }
    }

    private static void merge(SlicedOperator windows, Batch batch) {
        for (int i = 0; i < batch.size(); i++) {
            windows.merge((Combined) batch.value(i), batch.timestamp(i));
        }
    }
}
