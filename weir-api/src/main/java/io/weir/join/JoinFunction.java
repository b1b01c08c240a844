package io.weir.join;

/**
 * Makes the output of two records that meet. Must be a pure function of its arguments.
 *
 * <p>Threading: one instance is used by all subtasks of a stage.
 */
@FunctionalInterface
public interface JoinFunction<T, U, R> {

    /** Returns the output of a pair; not null. */
    R join(T first, U second);
}
