package io.weir.graph;

import java.util.List;

/**
 * A logical graph: stages in topological order.
 *
 * <p>Threading: Immutable.
 */
public record StageGraph(String name, List<Stage> stages) {

    public StageGraph {
        stages = List.copyOf(stages);
    }
}
