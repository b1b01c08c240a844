package io.weir.bench.flink.nexmark;

import io.weir.bench.nexmark.NexmarkProgram;

/**
 * Makes Flink's program.
 *
 * <p>Threading: stateless.
 */
public final class FlinkNexmarkProvider implements NexmarkProgram.Provider {

    /** For {@link java.util.ServiceLoader}. */
    public FlinkNexmarkProvider() {}

    @Override
    public NexmarkProgram make() {
        return new FlinkNexmark();
    }
}
