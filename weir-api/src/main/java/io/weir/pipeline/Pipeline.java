package io.weir.pipeline;

import io.weir.graph.StageGraph;
import java.util.Objects;

/**
 * What a job does: sources, stages and sinks, with the names that state and output belong to. Runs on Weir's embedded engine, or elsewhere.
 *
 * <pre>{@code
 * Pipeline pipeline = Pipeline.named("totals")
 *         .source("orders", orders)
 *         .keyBy(Order::customer)
 *         .aggregate("per-customer", Total.zero(), Total::plus)
 *         .sink("totals", totals)
 *         .build();
 * }</pre>
 *
 * <p>Threading: Immutable, as far as the user's functions are.
 */
public final class Pipeline {

    private final StageGraph graph;

    Pipeline(StageGraph graph) {
        this.graph = graph;
    }

    /**
     * Begins a pipeline.
     *
     * @param name 1 to 100 letters, digits, {@code -}, {@code _} or {@code .}; the durable identity of the job
     * @throws io.weir.error.WeirException if the name is not of that form
     */
    public static PipelineBuilder named(String name) {
        return new PipelineBuilder(Names.checked("pipeline", Objects.requireNonNull(name, "name")));
    }

    /** Returns the pipeline's name. */
    public String name() {
        return graph.name();
    }

    /** Returns the logical graph, for the runtimes that execute it. */
    public StageGraph graph() {
        return graph;
    }

    /** Returns one line a stage: name, operation, inputs. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder("pipeline ").append(name());
        graph.stages()
                .forEach(stage -> text.append("\n  ")
                        .append(stage.id())
                        .append(' ')
                        .append(stage.operation().getClass().getSimpleName())
                        .append(' ')
                        .append(stage.name())
                        .append(" <- ")
                        .append(stage.inputs().stream()
                                .map(input -> Integer.toString(input.stageId()))
                                .toList()));
        return text.toString();
    }
}
