package io.weir.engine.local;

import io.weir.stress.Check;
import io.weir.stress.Soak;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** A lane that is closed while others still give it work runs all of it or leaves it, without an error, and runs nothing after its end. */
public final class LaneEnd implements Check {

    private static final int LANES = 2_000;
    private static final int WORKS = 20;
    private static final long TIMEOUT_NANOS = TimeUnit.SECONDS.toNanos(20);

    @Override
    public void run() throws InterruptedException {
        for (int i = 0; i < LANES * Soak.FACTOR; i++) {
            closeWhileGiven();
        }
        System.out.println(TRIED + LANES * Soak.FACTOR + " lanes");
    }

    private static void closeWhileGiven() throws InterruptedException {
        ThreadLane lane = new ThreadLane("stress");
        AtomicInteger running = new AtomicInteger();
        AtomicInteger doneCount = new AtomicInteger();
        AtomicInteger overlapCount = new AtomicInteger();
        int[] refused = new int[1];
        CountDownLatch begun = new CountDownLatch(1);
        Thread giving = new Thread(() -> {
            begun.countDown();
            for (int i = 0; i < WORKS; i++) {
                try {
                    lane.execute(() -> {
                        overlapCount.addAndGet(running.incrementAndGet() - 1);
                        doneCount.incrementAndGet();
                        running.decrementAndGet();
                    });
                } catch (RuntimeException e) {
                    refused[0]++;
                }
            }
        });
        giving.start();
        begun.await();
        lane.close();
        boolean closed = lane.awaitClosed(TIMEOUT_NANOS);
        int doneAtEnd = doneCount.get();
        giving.join();
        if (!closed || refused[0] > 0 || overlapCount.get() > 0 || doneCount.get() != doneAtEnd) {
            throw new AssertionError("closed=" + closed + ", refused=" + refused[0] + ", overlaps=" + overlapCount
                    + ", done=" + doneAtEnd + ", done after the end=" + (doneCount.get() - doneAtEnd));
        }
    }
}
