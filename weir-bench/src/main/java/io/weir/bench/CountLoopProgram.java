package io.weir.bench;

import java.util.concurrent.CountDownLatch;

/**
 * Workloads W4 and W5 by hand.
 *
 * <p>Threading: confined to the thread that measures.
 */
final class CountLoopProgram implements CountProgram {

    @Override
    public String settings(CountRun run) {
        return "loop: one thread, counts not saved; " + CountClients.producerText() + "; "
                + CountClients.consumerText();
    }

    @Override
    public void runToEnd(CountRun run) {
        try (CountLoop loop = new CountLoop(run.settings())) {
            loop.runToEnd();
        }
    }

    @Override
    public void runUntil(CountRun run, CountDownLatch stop) {
        try (CountLoop loop = new CountLoop(run.settings())) {
            loop.run(() -> stop.getCount() > 0);
        }
    }
}
