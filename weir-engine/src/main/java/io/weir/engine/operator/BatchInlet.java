package io.weir.engine.operator;

import io.weir.engine.item.Batch;

/**
 * The entrance of a chain that is fed by an input gate.
 *
 * <p>Threading: confined to one task.
 */
public interface BatchInlet {

    /** Sends every record of the batch through the chain. */
    void accept(Batch batch);
}
