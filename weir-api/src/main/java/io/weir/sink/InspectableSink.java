package io.weir.sink;

import io.weir.runtime.JobId;

/**
 * A {@link Sink} whose outside system can be asked, while the job does not run, what the job has left there: for {@code weir transactions}. Optional: without it
 * the command shows what the checkpoint knows.
 *
 * <p>Threading: as {@link Sink}.
 *
 * @param <C> the committable
 */
public interface InspectableSink<C> {

    /**
     * Opens a view of what one sink of one job has outside. May block.
     *
     * @param stageName the name of the sink in its pipeline
     * @throws io.weir.error.WeirException if the outside system cannot be reached or asked
     */
    SinkInspection<C> inspect(JobId jobId, String stageName) throws Exception;
}
