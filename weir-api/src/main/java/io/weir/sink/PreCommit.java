package io.weir.sink;

import java.util.List;

/**
 * Takes a writer's answer to {@link SinkWriter#prepareCommit}: exactly one call of one of the two methods.
 *
 * <p>Threading: callable from any thread.
 */
public interface PreCommit<C> {

    /**
     * The output is durable and invisible.
     *
     * @param committables what to commit once the checkpoint is decided, in order; empty if nothing was written
     */
    void complete(List<C> committables);

    /** The output could not be made durable: the checkpoint is aborted everywhere (I6). */
    void fail(Throwable cause);
}
