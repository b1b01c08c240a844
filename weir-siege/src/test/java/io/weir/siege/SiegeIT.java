package io.weir.siege;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A real job is killed by SIGKILL again and again, and the server of its sinks too; in the end, and after each blow, plain clients find every payment of the source once, or not yet.
 */
class SiegeIT {

    private static final int RATE = 2000;

    /** A strike takes about one: there is input left when the last one has been dealt. */
    private static final int SECONDS_PER_STRIKE = 2;

    @TempDir
    Path directory;

    @ParameterizedTest
    @EnumSource
    void everyPaymentIsThereOnceWhateverIsKilled(Fortresses kind) throws Exception {
        try (Fortress fortress = kind.make()) {
            int serverKills = fortress.hasServer() ? Siege.SERVER_KILLS : 0;
            long count = (long) RATE * SECONDS_PER_STRIKE * (Siege.JOB_KILLS + serverKills);
            List<String> arguments = List.of(
                    kind.name(),
                    directory.toString(),
                    fortress.open(directory),
                    Long.toString(count),
                    Integer.toString(RATE));
            Path log = directory.resolve("job.log");
            try (Siege siege = new Siege(fortress, () -> JobProcess.start(log, SiegeJob.class.getName(), arguments))) {
                try {
                    siege.run(serverKills);
                    JobProcess job = siege.job();
                    assertThat(job.runsAfter(Siege.PATIENCE.toMillis() + count / RATE * 1000))
                            .as("%s", job.logTail())
                            .isFalse();
                    job.requireSuccess();
                    fortress.check(count);
                    System.out.println(kind + ": " + Siege.dealt(serverKills) + ", payments=" + count);
                } catch (Throwable e) {
                    e.addSuppressed(new AssertionError(Siege.dealt(serverKills) + ", the job's log ends:\n"
                            + siege.job().logTail()));
                    throw e;
                }
            }
        }
    }
}
