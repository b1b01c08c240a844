package io.weir.bench.jet;

import io.weir.bench.CountProgram;

/**
 * Makes W4 and W5 of Jet.
 *
 * <p>Threading: stateless.
 */
public final class JetCountProvider implements CountProgram.Provider {

    @Override
    public CountProgram make() {
        return new JetCountProgram();
    }
}
