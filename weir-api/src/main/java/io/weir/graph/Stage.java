package io.weir.graph;

import java.util.List;
import org.jspecify.annotations.Nullable;

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
 * @param onError what becomes of records that it cannot take; null if the first of them fails the job
 */
public record Stage(
        int id,
        String name,
        Operation operation,
        int parallelism,
        List<Input> inputs,
        @Nullable OnError onError) {

    public Stage {
        inputs = List.copyOf(inputs);
    }

    /** Returns the same stage under another name. */
    public Stage named(String newName) {
        return new Stage(id, newName, operation, parallelism, inputs, onError);
    }

    /** Returns the same stage with so many subtasks. */
    public Stage withParallelism(int newParallelism) {
        return new Stage(id, name, operation, newParallelism, inputs, onError);
    }

    /** Returns the same stage with something that becomes of records that it cannot take. */
    public Stage withOnError(OnError newOnError) {
        return new Stage(id, name, operation, parallelism, inputs, newOnError);
    }
}
