package io.weir.bench.nexmark;

import java.util.function.Consumer;

/** A query as a plain computation over all events, in their order or any other. */
@FunctionalInterface
interface BatchQuery {

    void run(Iterable<? extends Event> events, Consumer<? super Result> results);
}
