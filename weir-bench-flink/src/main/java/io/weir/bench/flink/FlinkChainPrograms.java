package io.weir.bench.flink;

import io.weir.bench.ChainProbe;
import io.weir.bench.ChainProgram;
import io.weir.bench.ChainSettings;

/**
 * Makes W1 to W3 in Flink.
 *
 * <p>Threading: stateless.
 */
public final class FlinkChainPrograms implements ChainProgram.Provider {

    @Override
    public ChainProgram make(ChainSettings settings, ChainProbe probe) {
        return new FlinkChainProgram(settings, probe);
    }
}
