package io.weir.graph;

import java.util.List;

/**
 * A vertex of the logical graph.
 *
 * <p>Threading: Immutable.
 *
 * @param id its index in {@link StageGraph#stages}; greater than that of every input
 * @param name unique in the graph; state and committables belong to it
 * @param operation what it does
 * @param parallelism how many subtasks it has; 0 to take the job's default
 * @param inputs where its records come from; empty only for a source, several for a union
 */
public record Stage(int id, String name, Operation operation, int parallelism, List<Input> inputs) {

    public Stage {
        inputs = List.copyOf(inputs);
    }
}
