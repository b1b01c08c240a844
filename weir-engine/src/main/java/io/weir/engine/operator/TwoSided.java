package io.weir.engine.operator;

/**
 * An operator that reads two streams: {@link Operator#accept} takes the records of the first.
 *
 * <p>Threading: confined to one task.
 */
public interface TwoSided extends Operator {

    /** Takes a record of the second stream. */
    void acceptSecond(Object value, long timestamp);
}
