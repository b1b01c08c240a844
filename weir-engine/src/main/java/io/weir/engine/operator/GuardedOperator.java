package io.weir.engine.operator;

import io.weir.deadletter.DeadLetter.Step;
import io.weir.engine.state.CaptureScope;
import io.weir.engine.state.StateCapture;
import java.util.List;

/**
 * An operator whose records may fail, one by one: what a failed call has emitted and changed is undone, and the record becomes a dead letter. Failures behind the operator are not its own: what it emits goes
 * on when the call has returned. Watermarks and timers belong to no record, so their failures fail the job.
 *
 * <p>Invariants:
 * <ul>
 *   <li>D1: a record has either all of its effects, or none and one dead letter.
 *   <li>D2: no exception of an operator behind this one is caught.
 * </ul>
 */
class GuardedOperator implements Operator, Timed, Fetching {

    private final Operator operator;
    private final Guarding guarding;

    GuardedOperator(Operator operator, Guarding guarding) {
        this.operator = operator;
        this.guarding = guarding;
    }

    @Override
    public final void accept(Object value, long timestamp) {
        guard(operator, 0, value, timestamp);
    }

    final void guard(Output side, int input, Object value, long timestamp) {
        guarding.letters.counted();
        guarding.held.hold();
        guarding.undo.begin();
        try {
            side.accept(value, timestamp);
        } catch (Exception e) {
            if (!DeadLetters.isOfRecord(e)) {
                throw e;
            }
            guarding.held.discard();
            guarding.undo.undo();
            guarding.letters.take(Step.PROCESS, input, value, timestamp, e);
            return;
        }
        guarding.undo.keep();
        guarding.held.release();
    }

    @Override
    public final void fetch(long[] keys, int count) {
        if (operator instanceof Fetching keeper) {
            keeper.fetch(keys, count);
        }
    }

    @Override
    public final boolean isLarge() {
        return operator instanceof Fetching keeper && keeper.isLarge();
    }

    @Override
    public final boolean watermark(long timestamp) {
        return operator.watermark(timestamp);
    }

    @Override
    public final long firedCount() {
        return operator.firedCount();
    }

    @Override
    public final List<StateCapture> capture(CaptureScope scope) {
        return operator.capture(scope);
    }

    @Override
    public final long dueMillis() {
        return operator instanceof Timed timed ? timed.dueMillis() : Long.MAX_VALUE;
    }

    @Override
    public final void processingTime(long nowMillis) {
        if (operator instanceof Timed timed) {
            timed.processingTime(nowMillis);
        }
    }
}
