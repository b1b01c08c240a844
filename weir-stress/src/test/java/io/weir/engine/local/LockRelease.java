package io.weir.engine.local;

import io.weir.error.WeirException;
import io.weir.stress.Check;
import io.weir.stress.Soak;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;

/** Two threads that close one job's directory do not take it from the job that has it next. */
public final class LockRelease implements Check {

    private static final int ROUNDS = 5_000;
    private static final long TIMEOUT_SECONDS = 60;

    /** How the register of this process says no; if it has lost the entry, only the file lock does, and that no longer holds then. */
    private static final String HELD_HERE = "close that job first";

    private volatile JobDirectoryLock held;
    private volatile boolean ended;

    @Override
    public void run() throws Exception {
        Path directory = Files.createTempDirectory("weir-stress").toRealPath();
        CyclicBarrier round = new CyclicBarrier(2);
        held = JobDirectoryLock.take(directory, "stress");
        Thread second = new Thread(() -> {
            for (await(round); !ended; await(round)) {
                held.release();
                await(round);
            }
        });
        second.setDaemon(true);
        second.start();
        try {
            int count = ROUNDS * Soak.FACTOR;
            for (int i = 0; i < count; i++) {
                await(round);
                held.release();
                JobDirectoryLock next = takeNext(directory);
                await(round);
                requireHeld(directory);
                held = next;
            }
            System.out.println(TRIED + count + " rounds");
        } finally {
            ended = true;
            round.reset();
            held.release();
            Files.delete(directory.resolve("lock"));
            Files.delete(directory);
        }
    }

    private static JobDirectoryLock takeNext(Path directory) throws IOException {
        while (true) {
            try {
                return JobDirectoryLock.take(directory, "stress");
            } catch (WeirException e) {
                Thread.onSpinWait();
            }
        }
    }

    private static void requireHeld(Path directory) throws IOException {
        try {
            JobDirectoryLock.take(directory, "stress");
            throw new AssertionError("two jobs have one directory");
        } catch (WeirException e) {
            if (!String.valueOf(e.getMessage()).contains(HELD_HERE)) {
                throw new AssertionError("the register has lost who holds the directory", e);
            }
        }
    }

    private static void await(CyclicBarrier round) {
        try {
            round.await(TIMEOUT_SECONDS, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
