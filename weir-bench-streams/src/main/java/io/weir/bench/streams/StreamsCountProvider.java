package io.weir.bench.streams;

import io.weir.bench.CountProgram;

/**
 * Makes W4 and W5 of Kafka Streams.
 *
 * <p>Threading: stateless.
 */
public final class StreamsCountProvider implements CountProgram.Provider {

    @Override
    public CountProgram make() {
        return new StreamsCountProgram();
    }
}
