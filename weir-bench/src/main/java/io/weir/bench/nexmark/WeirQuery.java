package io.weir.bench.nexmark;

import io.weir.pipeline.Stream;

/** A query as stages of a Weir pipeline. */
@FunctionalInterface
interface WeirQuery {

    /** @param events all of them, with event time */
    Stream<? extends Result> on(Stream<Event> events);
}
