package io.weir.engine.worker;

import io.weir.engine.port.Clock;
import io.weir.engine.port.Progress;
import io.weir.engine.port.Signal;
import io.weir.engine.port.Task;
import io.weir.engine.task.Mailbox;
import io.weir.stress.Check;
import io.weir.stress.Soak;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;

/**
 * A worker that has nothing to do parks, and is woken by every letter: tried with a worker that would sleep for an hour if a signal were lost, and letters that
 * come about when it parks.
 */
public final class WorkerSignals implements Check {

    private static final int LETTERS = 30_000;
    private static final long HOUR_NANOS = TimeUnit.HOURS.toNanos(1);
    private static final long LOST_NANOS = TimeUnit.SECONDS.toNanos(10);

    /** Twice as long as a worker spins before it parks, so that letters come before, while and after it does. */
    private static final int PAUSE_MAX = 2 * 64 * Idle.SPINS;

    private static final long SEED = 42;

    private volatile int openedCount;

    @Override
    public void run() {
        Mailbox mailbox = new Mailbox();
        Worker worker = new Worker("stress", List.of(new Letters(mailbox), new Idle()), new WallClock(), HOUR_NANOS);
        SplittableRandom random = new SplittableRandom(SEED);
        worker.start();
        try {
            int count = LETTERS * Soak.FACTOR;
            for (int i = 1; i <= count; i++) {
                int pause = random.nextInt(PAUSE_MAX);
                for (int spin = 0; spin < pause; spin++) {
                    Thread.onSpinWait();
                }
                int number = i;
                mailbox.post(() -> openedCount = number);
                awaitOpened(number);
            }
            System.out.println(TRIED + count + " letters");
        } finally {
            worker.stop();
        }
        if (!worker.awaitStopped(LOST_NANOS)) {
            throw new AssertionError("the worker sleeps although it was told to stop, seed=" + SEED);
        }
    }

    private void awaitOpened(int number) {
        long startNanos = System.nanoTime();
        while (openedCount != number) {
            if (System.nanoTime() - startNanos > LOST_NANOS) {
                throw new AssertionError("W1: the worker sleeps on letter " + number + ", seed=" + SEED);
            }
            Thread.onSpinWait();
        }
    }

    private record WallClock() implements Clock {
        @Override
        public long nanoTime() {
            return System.nanoTime();
        }

        @Override
        public long currentTimeMillis() {
            return System.currentTimeMillis();
        }
    }

    private record Letters(Mailbox mailbox) implements Task {
        @Override
        public String name() {
            return "letters";
        }

        @Override
        public void bind(Signal signal) {
            mailbox.bind(signal);
        }

        @Override
        public Progress run(long nowNanos) {
            return mailbox.drain() ? Progress.MADE : Progress.NONE;
        }
    }

    /** Between the look into the mailbox and the parking: without it they are so close that a letter cannot come between them. */
    private record Idle() implements Task {

        private static final int SPINS = 30;

        @Override
        public String name() {
            return "idle";
        }

        @Override
        public void bind(Signal signal) {}

        @Override
        public Progress run(long nowNanos) {
            for (int i = 0; i < SPINS; i++) {
                Thread.onSpinWait();
            }
            return Progress.NONE;
        }
    }
}
