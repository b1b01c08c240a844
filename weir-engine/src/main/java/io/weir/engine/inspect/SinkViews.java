package io.weir.engine.inspect;

import io.weir.error.WeirException;
import io.weir.graph.Operation;
import io.weir.graph.Stage;
import io.weir.graph.StageGraph;
import io.weir.runtime.JobId;
import io.weir.serde.Serde;
import io.weir.sink.InspectableSink;
import io.weir.sink.Sink;
import io.weir.sink.SinkInspection;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The sinks of a pipeline, as far as they can be asked what a job has outside.
 *
 * <p>Threading: confined to one thread, which may block.
 */
final class SinkViews implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(SinkViews.class);

    private final Map<String, Sink<Object, Object>> sinks = new LinkedHashMap<>();
    private final Map<String, SinkInspection<Object>> open = new LinkedHashMap<>();
    private final JobId jobId;

    /** @param graph null if nobody knows the pipeline */
    SinkViews(@Nullable StageGraph graph, JobId jobId) {
        this.jobId = jobId;
        if (graph != null) {
            for (Stage stage : graph.stages()) {
                if (stage.operation() instanceof Operation.Write write) {
                    sinks.put(stage.name(), sinkOf(write));
                }
            }
        }
    }

    Iterable<String> names() {
        return sinks.keySet();
    }

    /** Returns how a sink's committables are kept; null if the pipeline has no such sink. */
    @Nullable Serde<Object> serde(String sink) {
        Sink<Object, Object> known = sinks.get(sink);
        return known == null ? null : known.committableSerde();
    }

    /** Returns why a sink cannot be asked; null if it can. */
    @Nullable String whyUnasked(String sink) {
        Sink<Object, Object> known = sinks.get(sink);
        if (known == null) {
            return sinks.isEmpty() ? "no pipeline was named" : "the pipeline has no sink of that name";
        }
        return known instanceof InspectableSink<?> ? null : "a sink of this kind cannot be asked";
    }

    /**
     * Returns the view of a sink that can be asked, opened at most once.
     *
     * @throws WeirException if the outside system does not answer
     */
    SinkInspection<Object> view(String sink) {
        SinkInspection<Object> view = open.get(sink);
        if (view == null) {
            view = Asked.of(sink, () -> inspectable(sink).inspect(jobId, sink));
            open.put(sink, view);
        }
        return view;
    }

    @SuppressWarnings("unchecked") // a sink that can be asked is asked about its own committables
    private InspectableSink<Object> inspectable(String sink) {
        if (sinks.get(sink) instanceof InspectableSink<?> inspectable) {
            return (InspectableSink<Object>) inspectable;
        }
        throw new IllegalArgumentException("cannot be asked: " + sink);
    }

    @Override
    public void close() {
        for (SinkInspection<Object> view : open.values()) {
            try {
                view.close();
            } catch (RuntimeException e) {
                // What was asked has been answered.
                LOG.debug("the view of a sink cannot be closed", e);
            }
        }
    }

    @SuppressWarnings("unchecked") // committables come back to the sink that made them
    private static Sink<Object, Object> sinkOf(Operation.Write write) {
        return (Sink<Object, Object>) write.sink();
    }
}
