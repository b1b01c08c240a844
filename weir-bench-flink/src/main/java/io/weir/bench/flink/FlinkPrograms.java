package io.weir.bench.flink;

import io.weir.bench.StateContender;
import io.weir.bench.StateProgram;

/**
 * Makes Flink's programs.
 *
 * <p>Threading: stateless.
 */
public final class FlinkPrograms implements StateProgram.Provider {

    @Override
    public StateProgram make(StateContender contender) {
        return new FlinkStateProgram(contender);
    }
}
