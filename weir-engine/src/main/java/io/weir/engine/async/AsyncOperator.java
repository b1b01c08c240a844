package io.weir.engine.async;

import io.weir.async.AsyncFunction;
import io.weir.async.AsyncSettings;
import io.weir.deadletter.DeadLetter.Step;
import io.weir.engine.exchange.InFlight;
import io.weir.engine.item.Control;
import io.weir.engine.operator.DeadLetters;
import io.weir.engine.operator.Holding;
import io.weir.engine.operator.Operator;
import io.weir.engine.operator.Output;
import io.weir.error.WeirException;
import io.weir.runtime.StageContext;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;

/**
 * Makes a request for each record, and emits what it brings. It is the head of its chain: what holds a watermark back is then before the whole chain, and the barrier
 * is handed to it when everything before it has come.
 *
 * <p>A snapshot has the records whose results have not gone out, whether or not they are known: they are in flight, as if the stage had not taken them yet (I1). After
 * a restart they come again before all others, and the requests are made again.
 *
 * <p>Threading: confined to one task, but for the outcomes of requests, which any thread hands over through a queue without locks.
 *
 * <p>Invariants, besides those of {@link Line} and {@link Deadlines}:
 * <ul>
 *   <li>Q1: {@code madeCount}, the number of requests that were made and have not gone out, is at most the capacity.
 *   <li>Q2: a request waits in {@code backlog} only while {@code madeCount} is at the capacity; requests are made in the order of their records.
 *   <li>Q3: a request is done by the outcome of its latest call or by its timeout, whichever is looked at first, once: later outcomes, and those of earlier calls, change
 *       nothing.
 * </ul>
 */
public final class AsyncOperator implements Operator, Holding {

    private static final long NANOS_PER_MILLI = 1_000_000;

    private final StageContext context;
    private final AsyncSettings settings;
    private final AsyncFunction<Object, Object> function;
    private final Output next;

    /** Takes records whose requests have failed for good; null if that fails the job. */
    private final @Nullable DeadLetters letters;

    private final int emittedMax;
    private final RecordCheck check;
    private final Line line;
    private final Runnable wake;
    private final Deadlines deadlines = new Deadlines();
    private final Deque<Request> backlog = new ArrayDeque<>();
    private final Queue<Call> outcomes = new ConcurrentLinkedQueue<>();
    private final long timeoutNanos;
    private int madeCount;
    private long sequence;
    private long emittedCount;

    /**
     * @param function is open
     * @param emittedMax about how many results go out in one turn of the task, which has to move on what was emitted
     * @param letters takes records whose requests have failed for good; null if that fails the job
     */
    public AsyncOperator(
            StageContext context,
            AsyncSettings settings,
            AsyncFunction<Object, Object> function,
            int emittedMax,
            Output next,
            @Nullable DeadLetters letters) {
        this.context = context;
        this.settings = settings;
        this.function = function;
        this.emittedMax = emittedMax;
        this.next = next;
        this.letters = letters;
        this.check = new RecordCheck(context.stageName());
        this.line = settings.isOrdered() ? new OrderedLine() : new UnorderedLine();
        this.wake = context::wakeUp;
        this.timeoutNanos = settings.timeout().toNanos();
    }

    @Override
    public void accept(Object value, long timestamp) {
        check.check(value);
        if (letters != null) {
            letters.counted();
        }
        Request request = new Request(value, timestamp);
        line.add(request);
        backlog.add(request);
        makeRequests();
    }

    @Override
    public boolean takes() {
        return madeCount < settings.capacity();
    }

    @Override
    public boolean isEmpty() {
        return line.isEmpty();
    }

    @Override
    public void hold(Control control) {
        line.hold(control);
    }

    @Override
    public boolean isDue() {
        return !outcomes.isEmpty()
                || line.hasReady()
                || line.hasControl()
                || !deadlines.isEmpty() && deadlines.untilNanos(context.nanoTime()) <= 0;
    }

    @Override
    public long untilDueMillis() {
        if (isDue()) {
            return 0;
        }
        if (deadlines.isEmpty()) {
            return Long.MAX_VALUE;
        }
        // Rounded up: a turn too early would find nothing due.
        long nanos = Math.max(0, deadlines.untilNanos(context.nanoTime()));
        return nanos / NANOS_PER_MILLI + (nanos % NANOS_PER_MILLI == 0 ? 0 : 1);
    }

    @Override
    public void work() {
        // What has come in the meantime counts, also if this turn is late.
        for (Call call = outcomes.poll(); call != null; call = outcomes.poll()) {
            if (call == call.request.call) {
                settle(call.request, call);
            }
        }
        if (!deadlines.isEmpty()) {
            expire(context.nanoTime());
        }
        emit();
        makeRequests();
    }

    @Override
    public @Nullable Control released() {
        return line.takeControl();
    }

    @Override
    public String stage() {
        return context.stageName();
    }

    @Override
    public int subtask() {
        return context.subtask();
    }

    @Override
    public InFlight inFlight() {
        return line.inFlight();
    }

    @Override
    public long firedCount() {
        return emittedCount;
    }

    private void makeRequests() {
        while (madeCount < settings.capacity()) {
            Request request = backlog.poll();
            if (request == null) {
                return;
            }
            madeCount++;
            request.sequence = sequence++;
            request.deadlineNanos = context.nanoTime() + timeoutNanos;
            deadlines.made(request);
            call(request);
        }
    }

    /** An outcome that is there already is settled like all others, in the next turn: functions must not find themselves called by what they call. */
    private void call(Request request) {
        Call call = new Call(request, outcomes, wake);
        request.attempts++;
        request.call = call;
        CompletionStage<? extends Collection<?>> stage;
        try {
            stage = Objects.requireNonNull(function.asyncInvoke(request.value), "asyncInvoke returned null");
        } catch (Exception e) {
            call.accept(null, e);
            return;
        }
        stage.whenComplete(call);
    }

    private void settle(Request request, Call call) {
        Collection<?> results = call.results();
        boolean mayRetry = request.attempts < settings.retry().maxAttempts();
        if (results != null) {
            if (mayRetry && settings.retry().retries(results)) {
                retry(request);
            } else {
                done(request, results);
            }
            return;
        }
        Throwable failure = AsyncErrors.unwrapped(Objects.requireNonNull(call.failure()));
        if (!mayRetry || !settings.retry().retries(failure)) {
            failed(request, failure, AsyncErrors.failed(stage(), request.attempts, failure));
        } else {
            retry(request);
        }
    }

    private void retry(Request request) {
        request.call = null;
        request.retryNanos = context.nanoTime() + settings.retry().delayNanos(request.attempts);
        deadlines.retry(request);
    }

    private void expire(long nowNanos) {
        for (Request request = deadlines.takeExpired(nowNanos);
                request != null;
                request = deadlines.takeExpired(nowNanos)) {
            timedOut(request);
        }
        for (Request request = deadlines.takeRetry(nowNanos);
                request != null;
                request = deadlines.takeRetry(nowNanos)) {
            call(request);
        }
    }

    private void timedOut(Request request) {
        Collection<?> fallback;
        try {
            fallback = function.timeout(request.value);
        } catch (Exception e) {
            if (letters == null || !DeadLetters.isOfRecord(e)) {
                throw e;
            }
            dead(request, e);
            return;
        }
        if (fallback != null) {
            done(request, fallback);
            return;
        }
        WeirException error = AsyncErrors.timedOut(stage(), request.attempts, settings.timeout());
        failed(request, error, error);
    }

    /**
     * Ends a request that has failed for good.
     *
     * @param told what a dead letter tells
     * @param error what the job fails with where there are none
     */
    private void failed(Request request, Throwable told, WeirException error) {
        boolean timedOut = told == error;
        if (letters != null && told instanceof Exception failure && (timedOut || DeadLetters.isOfRecord(failure))) {
            dead(request, failure);
        } else {
            throw error;
        }
    }

    private void dead(Request request, Exception failure) {
        request.failure = failure;
        done(request, List.of());
    }

    private void done(Request request, Collection<?> results) {
        request.call = null;
        request.results = results;
        line.done(request);
    }

    private void emit() {
        int count = 0;
        while (count < emittedMax) {
            Request request = line.take();
            if (request == null) {
                return;
            }
            madeCount--;
            emittedCount++;
            count++;
            if (request.failure != null && letters != null) {
                letters.take(Step.PROCESS, 0, request.value, request.timestamp, request.failure);
            }
            for (Object result : Objects.requireNonNull(request.results)) {
                next.accept(Objects.requireNonNull(result, "an async function's results hold null"), request.timestamp);
                count++;
            }
        }
    }
}
