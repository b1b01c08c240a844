package io.weir.siege;

import java.time.Duration;
import java.util.Random;

/**
 * Kills a job by SIGKILL again and again, and servers of its sinks, and has the output looked at after each blow.
 *
 * <p>Threading: confined to one thread.
 */
final class Siege implements AutoCloseable {

    /** {@code -Dweir.soak=10}: 50 of the job, and 20 of a server. */
    private static final double SOAK = Double.parseDouble(System.getProperty("weir.soak", "1"));

    static final int JOB_KILLS = (int) Math.max(1, Math.round(5 * SOAK));
    static final int SERVER_KILLS = (int) Math.max(1, Math.round(2 * SOAK));
    static final long SEED = Long.getLong("weir.seed", 20_261_126);
    static final Duration PATIENCE = Duration.ofSeconds(90);

    private static final int RUN_MILLIS_MAX = 700;
    private static final int EARLY_MILLIS_MAX = 900;
    private static final int DOWN_MILLIS_MAX = 600;
    private static final int EARLY_ONE_IN = 5;

    /** Starts the job. */
    interface Starter {
        JobProcess start() throws Exception;
    }

    private final Random random = new Random(SEED);
    private final Besieged besieged;
    private final Starter starter;
    private JobProcess job;

    Siege(Besieged besieged, Starter starter) throws Exception {
        this.besieged = besieged;
        this.starter = starter;
        this.job = starter.start();
    }

    /** Strikes {@link #JOB_KILLS} times at the job and {@code serverKillsMax} times at a server, in an order of chance. The job runs in the end. */
    void run(int serverKillsMax) throws Exception {
        int jobKills = 0;
        int serverKills = 0;
        while (jobKills < JOB_KILLS || serverKills < serverKillsMax) {
            boolean server =
                    random.nextInt(JOB_KILLS - jobKills + serverKillsMax - serverKills) >= JOB_KILLS - jobKills;
            if (server) {
                strikeServer();
                serverKills++;
            } else {
                strikeJob();
                jobKills++;
                job = starter.start();
            }
            besieged.checkVisible();
        }
    }

    /** The job that runs now. */
    JobProcess job() {
        return job;
    }

    /** Kills the job while it starts, now and then; otherwise when it has shown something new. */
    private void strikeJob() throws Exception {
        if (random.nextInt(EARLY_ONE_IN) == 0) {
            requireRunning(random.nextInt(EARLY_MILLIS_MAX));
        } else {
            awaitProgress();
            requireRunning(random.nextInt(RUN_MILLIS_MAX));
        }
        job.kill();
    }

    /** Kills the server under the running job; when it is back, the job goes on. */
    private void strikeServer() throws Exception {
        awaitProgress();
        requireRunning(random.nextInt(RUN_MILLIS_MAX));
        besieged.killServer();
        requireRunning(random.nextInt(DOWN_MILLIS_MAX));
        besieged.restartServer();
        awaitProgress();
    }

    private void awaitProgress() throws Exception {
        awaitVisible(besieged.visibleCount() + 1);
    }

    /** Waits until so many rows are visible everywhere. */
    void awaitVisible(long count) throws Exception {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        for (long visible = besieged.visibleCount(); visible < count; visible = besieged.visibleCount()) {
            requireRunning(10);
            if (System.nanoTime() > deadline) {
                throw new AssertionError(
                        "no more is visible for " + PATIENCE + ": visible=" + visible + ", wanted=" + count);
            }
        }
    }

    private void requireRunning(long millis) throws Exception {
        if (!job.runsAfter(millis)) {
            throw new AssertionError("the job has ended too early:\n" + job.logTail());
        }
    }

    /** Returns what was dealt, and how to deal it again, for messages. */
    static String dealt(int serverKills) {
        return "seed=" + SEED + ", kills of the job=" + JOB_KILLS + ", of servers=" + serverKills;
    }

    @Override
    public void close() {
        job.close();
    }
}
