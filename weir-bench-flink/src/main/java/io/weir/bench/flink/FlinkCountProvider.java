package io.weir.bench.flink;

import io.weir.bench.CountProgram;

/**
 * Makes W4 and W5 of Flink.
 *
 * <p>Threading: stateless.
 */
public final class FlinkCountProvider implements CountProgram.Provider {

    @Override
    public CountProgram make() {
        return new FlinkCountProgram();
    }
}
