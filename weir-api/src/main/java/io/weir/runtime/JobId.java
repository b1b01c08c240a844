package io.weir.runtime;

import java.util.Objects;

/**
 * The identity of a job: the pipeline's name, and a generation that was drawn at random when the job's checkpoint directory was made. Two directories
 * never share a generation, so ids built from it (transactional ids, file names, ledger keys) belong to one job only.
 *
 * <p>Threading: Immutable.
 *
 * @param name the pipeline's name
 * @param generation 16 lower-case hexadecimal digits
 */
public record JobId(String name, String generation) {

    public JobId {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(generation, "generation");
    }

    /** Returns {@code name-generation}. */
    @Override
    public String toString() {
        return name + "-" + generation;
    }
}
