package io.weir.engine.async;

import io.weir.async.AsyncFunction;
import io.weir.async.AsyncSettings;
import io.weir.engine.item.Control;
import io.weir.runtime.IoLane;
import io.weir.runtime.JobId;
import io.weir.runtime.StageContext;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** An operator whose requests a test answers by hand, in whatever order, and whose clock it moves. */
final class AsyncRig implements AsyncFunction<Object, Object>, StageContext {

    /** What came out, in order: results as {@code value@timestamp}, and control events. */
    final List<String> out = new ArrayList<>();

    /** The calls of each record, in order. */
    final Map<Object, List<CompletableFuture<Collection<Object>>>> calls = new LinkedHashMap<>();

    final AsyncOperator operator;

    @Nullable Collection<Object> fallback;

    @Nullable RuntimeException thrown;

    long nanos = 1_000;
    int wakeCount;
    private int acceptedCount;

    AsyncRig(AsyncSettings settings) {
        operator = new AsyncOperator(
                this, settings, this, 512, (value, timestamp) -> out.add(value + "@" + timestamp), null);
    }

    void accept(Object... values) {
        for (Object value : values) {
            operator.accept(value, ++acceptedCount);
        }
    }

    /** Answers the latest call for a record, and lets the operator work. */
    void answer(Object value, Object... results) {
        latest(value).complete(List.of(results));
        work();
    }

    void fail(Object value, Throwable failure) {
        latest(value).completeExceptionally(failure);
        work();
    }

    CompletableFuture<Collection<Object>> latest(Object value) {
        List<CompletableFuture<Collection<Object>>> all =
                Objects.requireNonNull(calls.get(value), value + " not asked");
        return all.get(all.size() - 1);
    }

    /** As a chain does: results and control events, until nothing is due. */
    void work() {
        while (operator.isDue()) {
            operator.work();
            for (Control control = operator.released(); control != null; control = operator.released()) {
                out.add(control.toString());
            }
        }
    }

    void passMillis(long millis) {
        nanos += millis * 1_000_000;
        work();
    }

    List<Object> inFlight() {
        List<Object> values = new ArrayList<>();
        for (int i = 0; i < operator.inFlight().size(); i++) {
            values.add(operator.inFlight().value(i));
        }
        return values;
    }

    @Override
    public CompletionStage<? extends Collection<?>> asyncInvoke(Object value) {
        if (thrown != null) {
            throw thrown;
        }
        CompletableFuture<Collection<Object>> future = new CompletableFuture<>();
        calls.computeIfAbsent(value, unused -> new ArrayList<>()).add(future);
        return future;
    }

    @Override
    public @Nullable Collection<?> timeout(Object value) {
        return fallback;
    }

    @Override
    public JobId jobId() {
        throw new UnsupportedOperationException();
    }

    @Override
    public String stageName() {
        return "ask";
    }

    @Override
    public int subtask() {
        return 0;
    }

    @Override
    public int parallelism() {
        return 1;
    }

    @Override
    public long attempt() {
        return 1;
    }

    @Override
    public IoLane lane(String purpose) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void wakeUp() {
        wakeCount++;
    }

    @Override
    public void fail(Throwable cause) {
        throw new AssertionError(cause);
    }

    @Override
    public long nanoTime() {
        return nanos;
    }

    @Override
    public long currentTimeMillis() {
        return nanos / 1_000_000;
    }
}
