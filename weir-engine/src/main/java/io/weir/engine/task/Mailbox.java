package io.weir.engine.task;

import io.weir.engine.port.Signal;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * How other threads talk to a task: letters that the task opens on its own thread, in the order of their posting.
 *
 * <p>Threading: {@link #post} and {@link #wake} from any thread; {@link #bind} before the task runs; {@link #drain} by the task.
 */
public final class Mailbox {

    private final Queue<Runnable> letters = new ConcurrentLinkedQueue<>();
    private volatile Signal signal = () -> {};
    private long wakeNanos = Long.MAX_VALUE;

    /** Takes the signal that wakes the task's worker. */
    public void bind(Signal newSignal) {
        signal = newSignal;
    }

    /** Posts a letter, and wakes the task. */
    public void post(Runnable letter) {
        letters.add(letter);
        signal.wake();
    }

    /** Wakes the task without a letter. */
    public void wake() {
        signal.wake();
    }

    /** Asks for the task to be called at the given time, instead of one asked for before. Called by the task. */
    void wakeAt(long nanos) {
        wakeNanos = nanos;
    }

    /** Returns when the task is to be called; {@link Long#MAX_VALUE} for no time. Called by the task's worker. */
    long wakeNanos() {
        return wakeNanos;
    }

    /** Forgets a time that has come. Called by the task. */
    void passTime(long nowNanos) {
        if (nowNanos - wakeNanos >= 0) {
            wakeNanos = Long.MAX_VALUE;
        }
    }

    /** Opens every letter that is there; returns whether there was one. */
    public boolean drain() {
        Runnable letter = letters.poll();
        if (letter == null) {
            return false;
        }
        while (letter != null) {
            letter.run();
            letter = letters.poll();
        }
        return true;
    }
}
