package io.weir.proof.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** One seed, one course: in another process, whose identity hashes and salted collections differ, and on every other JDK that is installed here. */
class DeterminismIT {

    private static final int SEEDS = 60;
    private static final Path JDKS = Path.of("/usr/lib/jvm");

    /** Run in a process of its own: prints the hash of each seed. */
    static final class Hashes {
        private Hashes() {}

        public static void main(String[] arguments) {
            hashes(Integer.parseInt(arguments[0])).forEach(System.out::println);
        }
    }

    @Test
    @Timeout(value = 20, unit = TimeUnit.MINUTES)
    void aSeedTakesTheSameCourseInEveryProcessAndOnEveryJdk() throws Exception {
        List<String> here = hashes(SEEDS);
        int others = 0;
        for (Path java : javas()) {
            assertThat(inProcess(java)).as("trace hashes of %s", java).isEqualTo(here);
            ProofReport.tell("determinism: " + SEEDS + " seeds took the same course in a process of " + java);
            others++;
        }
        assertThat(others).isPositive();
    }

    private static List<String> hashes(int count) {
        List<String> hashes = new ArrayList<>();
        for (long seed = 1; seed <= count; seed++) {
            RunResult result = Simulation.run(seed);
            hashes.add(seed + " " + Long.toHexString(result.traceHash()) + " " + result.steps());
        }
        return hashes;
    }

    /** This JDK's, and that of every other version installed in the usual place. */
    private static List<Path> javas() throws IOException {
        List<Path> javas = new ArrayList<>();
        javas.add(Path.of(System.getProperty("java.home"), "bin", "java"));
        if (Files.isDirectory(JDKS)) {
            try (Stream<Path> folders = Files.list(JDKS)) {
                TreeSet<Path> real = new TreeSet<>();
                for (Path folder : folders.toList()) {
                    Path java = folder.resolve("bin/java");
                    if (Files.isExecutable(java)) {
                        real.add(java.toRealPath());
                    }
                }
                real.remove(javas.get(0).toRealPath());
                javas.addAll(real);
            }
        }
        return javas;
    }

    private static List<String> inProcess(Path java) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        java.toString(),
                        "-ea",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Hashes.class.getName(),
                        String.valueOf(SEEDS))
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        try {
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
            return output.lines().toList();
        } finally {
            process.destroyForcibly();
        }
    }
}
