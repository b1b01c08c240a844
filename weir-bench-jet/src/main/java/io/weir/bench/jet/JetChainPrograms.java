package io.weir.bench.jet;

import io.weir.bench.ChainProbe;
import io.weir.bench.ChainProgram;
import io.weir.bench.ChainSettings;

/**
 * Makes W1 to W3 in Jet.
 *
 * <p>Threading: stateless.
 */
public final class JetChainPrograms implements ChainProgram.Provider {

    @Override
    public ChainProgram make(ChainSettings settings, ChainProbe probe) {
        return new JetChainProgram(settings, probe);
    }
}
