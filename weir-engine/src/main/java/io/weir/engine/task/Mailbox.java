package io.weir.engine.task;

import io.weir.engine.port.Signal;
import java.util.ArrayList;
import java.util.List;
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
    private final List<Timer> timers = new ArrayList<>(2);

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

    /** Makes a timer, before the task runs. */
    Timer newTimer() {
        Timer timer = new Timer();
        timers.add(timer);
        return timer;
    }

    /** Returns when the task is to be called; {@link Long#MAX_VALUE} for no time. Called by the task's worker. */
    long wakeNanos() {
        long earliest = Long.MAX_VALUE;
        for (int i = 0; i < timers.size(); i++) {
            earliest = Math.min(earliest, timers.get(i).dueNanos);
        }
        return earliest;
    }

    /** Forgets times that have come. Called by the task. */
    void passTime(long nowNanos) {
        for (int i = 0; i < timers.size(); i++) {
            Timer timer = timers.get(i);
            if (nowNanos - timer.dueNanos >= 0) {
                timer.dueNanos = Long.MAX_VALUE;
            }
        }
    }

    /** When one of the task's readers and writers wants it to be called: each has a timer of its own, so that none loses its time to another's. */
    static final class Timer {

        private long dueNanos = Long.MAX_VALUE;

        /** Asks for the task to be called at the given time, instead of one asked for before. Called by the task. */
        void wakeAt(long nanos) {
            dueNanos = nanos;
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
