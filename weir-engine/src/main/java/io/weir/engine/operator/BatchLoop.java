package io.weir.engine.operator;

import io.weir.engine.item.Batch;

/** The loop that feeds a chain from batches; a class of its own so that each chain can have its own copy. */
final class BatchLoop implements BatchInlet {

    private final Output head;

    BatchLoop(Output head) {
        this.head = head;
    }

    @Override
    public void accept(Batch batch) {
        int size = batch.size();
        for (int i = 0; i < size; i++) {
            head.accept(batch.value(i), batch.timestamp(i));
        }
    }
}
