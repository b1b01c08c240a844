package io.weir.stress;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.openjdk.jcstress.infra.runners.TestList;

/** jcstress on Weir as it is. */
class MemoryModelIT {

    private static final Path FOLDER = Path.of("target", "stress", "weir");

    /** What a test must reach at the least: fewer would mean that it was not really run. */
    private static final long SAMPLES_MIN = 10_000;

    @Test
    void noForbiddenOutcomeIsSeen() throws IOException, InterruptedException {
        Map<String, Jcstress.Found> found = Jcstress.run(FOLDER, "", TestList.tests(), Soak.FACTOR);
        found.forEach((test, result) -> System.out.printf("%s: %,d samples%n", test, result.samples()));
        assertThat(found).allSatisfy((test, result) -> {
            assertThat(result.complaints()).as(test).isEmpty();
            assertThat(result.samples()).as(test).isGreaterThan(SAMPLES_MIN);
        });
    }
}
