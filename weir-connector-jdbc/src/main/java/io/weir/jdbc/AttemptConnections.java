package io.weir.jdbc;

import io.weir.runtime.JobId;
import io.weir.runtime.StageContext;
import java.util.HashMap;
import java.util.Map;

/**
 * Brings the writers and the committer of an attempt to the same {@link WriterConnections}.
 *
 * <p>Threading: safe.
 */
final class AttemptConnections {

    private record Stage(JobId job, String name) {}

    private record Newest(long attempt, WriterConnections connections) {}

    private final Map<Stage, Newest> newest = new HashMap<>();

    /** Returns the connections of a writer's or committer's attempt. Those of the attempt before are forgotten here; its committer closes them. */
    synchronized WriterConnections of(StageContext context, SinkSettings<?> settings) {
        Stage stage = new Stage(context.jobId(), context.stageName());
        Newest known = newest.get(stage);
        if (known == null || known.attempt() < context.attempt()) {
            known = new Newest(context.attempt(), new WriterConnections(context, settings));
            newest.put(stage, known);
        }
        return known.attempt() == context.attempt() ? known.connections() : new WriterConnections(context, settings);
    }
}
