package io.weir.cli.verify;

import io.weir.engine.port.ProtocolObserver;
import io.weir.engine.port.ProtocolStep;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/**
 * Lies in wait at a step of the protocol, in the job's own process.
 *
 * <p>Threading: Thread-safe. The job's threads report steps; the thread that obeys the command lays ambushes.
 */
final class AmbushObserver implements ProtocolObserver {

    private final Executioner executioner;
    private final long ownPid = ProcessHandle.current().pid();
    private @Nullable Ambush ambush;
    private int reachedCount;

    /** Holds up every thread that reaches a step while a signal is on its way; open when there is none. */
    private volatile CountDownLatch barrier = new CountDownLatch(0);

    AmbushObserver(Executioner executioner) {
        this.executioner = executioner;
    }

    /** Waits for the step from now on, instead of any other. */
    synchronized void lay(Ambush newAmbush) {
        ambush = newAmbush;
        reachedCount = 0;
    }

    @Override
    public void reached(ProtocolStep step, long checkpointId, String where) {
        await(barrier);
        Ambush due = due(step);
        if (due == null) {
            return;
        }
        System.out.println(Ambush.STRUCK + step + " " + checkpointId + " " + where);
        executioner.send(due.signal().name(), due.isOnItself() ? ownPid : due.pid());
        if (due.side() == Ambush.Side.AT) {
            executioner.awaitDone();
            barrier.countDown();
        } else {
            Thread reading = new Thread(executioner::awaitDone, "executioner");
            reading.setDaemon(true);
            reading.start();
        }
    }

    private synchronized @Nullable Ambush due(ProtocolStep step) {
        Ambush waiting = ambush;
        if (waiting == null || waiting.step() != step) {
            return null;
        }
        reachedCount++;
        if (reachedCount < waiting.occurrence()) {
            return null;
        }
        ambush = null;
        if (waiting.side() == Ambush.Side.AT) {
            barrier = new CountDownLatch(1);
        }
        return waiting;
    }

    private static void await(CountDownLatch latch) {
        boolean interrupted = false;
        while (true) {
            try {
                latch.await();
                break;
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
