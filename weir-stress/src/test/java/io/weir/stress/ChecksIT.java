package io.weir.stress;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Lincheck's models, and the checks with threads, on Weir as it is. */
class ChecksIT {

    private static final Path FOLDER = Path.of("target", "stress");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "io.weir.engine.exchange.RingModel",
                "io.weir.engine.task.MailboxModel",
                "io.weir.kafka.PoolModel",
                "io.weir.kafka.SealedModel",
                "io.weir.engine.worker.WorkerSignals",
                "io.weir.engine.local.LaneEnd",
                "io.weir.engine.local.LockRelease"
            })
    void holds(String check) throws IOException, InterruptedException {
        long startNanos = System.nanoTime();
        ChildJvm.Ended ended = Check.start(FOLDER.resolve(check), "", check, Soak.FACTOR);
        assertThat(ended.output()).contains(Check.TRIED).doesNotContain(Check.FAILED);
        assertThat(ended.exitCode()).isZero();
        String tried = ended.output()
                .lines()
                .filter(line -> line.startsWith(Check.TRIED))
                .findFirst()
                .orElseThrow();
        System.out.printf("%s: %s, %.1f s%n", check, tried, (System.nanoTime() - startNanos) / 1e9);
    }
}
