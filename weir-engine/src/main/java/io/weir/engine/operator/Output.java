package io.weir.engine.operator;

/**
 * Where an operator's records go: the next operator of the chain, or an edge.
 *
 * <p>Threading: confined to one task.
 */
public interface Output {

    /** Takes a record. */
    void accept(Object value, long timestamp);
}
