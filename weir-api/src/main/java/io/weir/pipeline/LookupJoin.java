package io.weir.pipeline;

import io.weir.async.AsyncFunction;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.BiFunction;
import java.util.function.Function;

/** Joins each record with what a service knows of its key. */
final class LookupJoin<T, K, V, R> implements AsyncFunction<T, R> {

    private final Function<? super T, ? extends K> key;
    private final Function<? super K, ? extends CompletionStage<Optional<V>>> lookup;
    private final BiFunction<? super T, ? super Optional<V>, ? extends R> join;

    LookupJoin(
            Function<? super T, ? extends K> key,
            Function<? super K, ? extends CompletionStage<Optional<V>>> lookup,
            BiFunction<? super T, ? super Optional<V>, ? extends R> join) {
        this.key = Objects.requireNonNull(key, "key");
        this.lookup = Objects.requireNonNull(lookup, "lookup");
        this.join = Objects.requireNonNull(join, "join");
    }

    @Override
    public CompletionStage<? extends Collection<? extends R>> asyncInvoke(T value) {
        return Objects.requireNonNull(lookup.apply(key.apply(value)), "the lookup returned null")
                .thenApply(found -> List.of(join.apply(
                        value, Objects.requireNonNull(found, "the lookup found null, which is no Optional"))));
    }
}
