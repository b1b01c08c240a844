package io.weir.siege;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A real job is killed by SIGKILL again and again, and the server of its sinks too; in the end, and after each blow, plain clients find every payment of the source once, or not yet.
 */
class SiegeIT {

    /** {@code -Dweir.soak=10}: 50 of the job, and 20 of the server. */
    private static final double SOAK = Double.parseDouble(System.getProperty("weir.soak", "1"));

    private static final int JOB_KILLS = (int) Math.max(1, Math.round(5 * SOAK));
    private static final int SERVER_KILLS = (int) Math.max(1, Math.round(2 * SOAK));
    private static final long SEED = Long.getLong("weir.seed", 20_261_126);

    private static final int RATE = 2000;

    /** A strike takes about one: there is input left when the last one has been dealt. */
    private static final int SECONDS_PER_STRIKE = 2;

    private static final int RUN_MILLIS_MAX = 700;
    private static final int EARLY_MILLIS_MAX = 900;
    private static final int DOWN_MILLIS_MAX = 600;
    private static final int EARLY_ONE_IN = 5;
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    @TempDir
    Path directory;

    private final Random random = new Random(SEED);

    @ParameterizedTest
    @EnumSource
    void everyPaymentIsThereOnceWhateverIsKilled(Fortresses kind) throws Exception {
        try (Fortress fortress = kind.make()) {
            int serverKills = fortress.hasServer() ? SERVER_KILLS : 0;
            long count = (long) RATE * SECONDS_PER_STRIKE * (JOB_KILLS + serverKills);
            List<String> arguments = List.of(
                    kind.name(),
                    directory.toString(),
                    fortress.open(directory),
                    Long.toString(count),
                    Integer.toString(RATE));
            JobProcess job = start(arguments);
            try {
                int jobKills = 0;
                int killed = 0;
                while (jobKills < JOB_KILLS || killed < serverKills) {
                    boolean server =
                            random.nextInt(JOB_KILLS - jobKills + serverKills - killed) >= JOB_KILLS - jobKills;
                    if (server) {
                        strikeServer(fortress, job);
                        killed++;
                    } else {
                        strikeJob(fortress, job);
                        jobKills++;
                        job = start(arguments);
                    }
                    fortress.check(-1);
                }
                assertThat(job.runsAfter(PATIENCE.toMillis() + count / RATE * 1000))
                        .as("%s", job.logTail())
                        .isFalse();
                job.requireSuccess();
                fortress.check(count);
                System.out.println(kind + ": seed=" + SEED + ", kills of the job=" + jobKills + ", of the server="
                        + killed + ", payments=" + count);
            } catch (Throwable e) {
                e.addSuppressed(new AssertionError("seed=" + SEED + ", the job's log ends:\n" + job.logTail()));
                throw e;
            } finally {
                job.close();
            }
        }
    }

    private JobProcess start(List<String> arguments) throws Exception {
        return JobProcess.start(directory.resolve("job.log"), SiegeJob.class.getName(), arguments);
    }

    /** Kills the job while it starts, now and then; otherwise when it has shown something new. */
    private void strikeJob(Fortress fortress, JobProcess job) throws Exception {
        if (random.nextInt(EARLY_ONE_IN) == 0) {
            requireRunning(job, random.nextInt(EARLY_MILLIS_MAX));
        } else {
            awaitProgress(fortress, job);
            requireRunning(job, random.nextInt(RUN_MILLIS_MAX));
        }
        job.kill();
    }

    /** Kills the server under the running job; when it is back, the job goes on. */
    private void strikeServer(Fortress fortress, JobProcess job) throws Exception {
        awaitProgress(fortress, job);
        requireRunning(job, random.nextInt(RUN_MILLIS_MAX));
        fortress.killServer();
        requireRunning(job, random.nextInt(DOWN_MILLIS_MAX));
        fortress.restartServer();
        awaitProgress(fortress, job);
    }

    private static void awaitProgress(Fortress fortress, JobProcess job) throws Exception {
        long before = fortress.visibleCount();
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (fortress.visibleCount() <= before) {
            requireRunning(job, 10);
            if (System.nanoTime() > deadline) {
                throw new AssertionError("nothing new is visible for " + PATIENCE + ", before=" + before);
            }
        }
    }

    private static void requireRunning(JobProcess job, long millis) throws Exception {
        if (!job.runsAfter(millis)) {
            throw new AssertionError("the job has ended too early:\n" + job.logTail());
        }
    }
}
