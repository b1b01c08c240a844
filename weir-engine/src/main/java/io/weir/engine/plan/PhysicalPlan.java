package io.weir.engine.plan;

import io.weir.graph.KeySelector;
import io.weir.graph.OutputTag;
import io.weir.graph.Stage;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What runs: vertices, each a tree of fused stages, and the edges between them.
 *
 * <p>Threading: Immutable.
 */
public record PhysicalPlan(String name, List<Vertex> vertices, List<Edge> edges) {

    public PhysicalPlan {
        vertices = List.copyOf(vertices);
        edges = List.copyOf(edges);
    }

    /**
     * Stages that run as one task.
     *
     * @param index in {@link PhysicalPlan#vertices}
     * @param stages in topological order; the first is the root, every other has its one input in the vertex
     */
    public record Vertex(int index, int parallelism, List<Stage> stages) {
        public Vertex {
            stages = List.copyOf(stages);
        }

        public Stage root() {
            return stages.get(0);
        }

        /** Returns the name for messages: the names of its stages. */
        public String name() {
            return String.join(">", stages.stream().map(Stage::name).toList());
        }
    }

    /**
     * A way from one vertex to another.
     *
     * @param fromStage the stage whose output it takes
     * @param tag the side output it takes; null for the main one
     * @param key how it is partitioned; null if each subtask sends to one consumer, or to all
     * @param side which stream of a vertex that reads two it belongs to, 0 or 1; 0 elsewhere
     * @param broadcast whether each subtask sends each record to every consumer; then there is no key
     * @param combined the stage whose windows the records go to, if they are combined before they are sent; null if they are sent as they are
     */
    public record Edge(
            int index,
            int fromVertex,
            int fromStage,
            @Nullable OutputTag<?> tag,
            int toVertex,
            @Nullable KeySelector key,
            int side,
            boolean broadcast,
            @Nullable Stage combined) {

        /** Returns which consumer a producer sends to where the edge is not partitioned: always the same, which keeps order (I12). */
        public static int consumerOf(int producer, int producers, int consumers) {
            return producers == consumers ? producer : producer % consumers;
        }
    }
}
