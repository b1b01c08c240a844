package io.weir.engine.inspect;

import io.weir.sink.OutsideTransaction;

/**
 * Something that the job has open at a sink and that no checkpoint lists: of an attempt that runs, or left behind by one that has ended. The next start rolls it back.
 *
 * <p>Threading: Immutable.
 *
 * @param sink the name of the sink
 */
public record OrphanTransaction(String sink, OutsideTransaction transaction) {}
