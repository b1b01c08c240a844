package io.weir.model;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tlc2.TLC;

/**
 * Runs the model checker TLC in a JVM of its own, because it keeps its state in static fields and ends by {@code System.exit}.
 *
 * <p>Threading: confined to one thread.
 */
final class Tlc {

    private static final Path SPECIFICATION = Path.of("src", "test", "tla", "ExactlyOnce.tla");

    /** A run's folder in here keeps its configuration and its output, and what TLC unpacks and writes. */
    private static final Path FOLDER = Path.of("target", "model");

    private static final Pattern STATES =
            Pattern.compile("(\\d+) states generated, (\\d+) distinct states found, (\\d+) states left on queue");

    private static final Pattern DEPTH = Pattern.compile("The depth of the complete state graph search is (\\d+)");
    private static final Pattern VIOLATED_INVARIANT = Pattern.compile("Invariant (\\w+) is violated");
    private static final String PASSED = "Model checking completed. No error has been found.";
    private static final String VIOLATED_PROPERTY = "Temporal properties were violated";

    /** What a run is made for. */
    enum Search {
        /** Of all states. */
        LONG("4", "2"),
        /** For a counterexample: with one worker it is the same each time, and the quick compiler saves more than it costs. */
        SHORT("1", "1");

        private final String compiler;
        private final String workers;

        Search(String compiler, String workers) {
            this.compiler = compiler;
            this.workers = workers;
        }
    }

    /**
     * What a run found.
     *
     * @param verdict {@code passed}, the invariant that is violated, {@code liveness}, or {@code error}
     * @param depth the longest of the shortest ways to a state; 0 if the search ended early
     */
    record Result(String verdict, long generatedCount, long distinctCount, int depth, long millis, Path output) {

        /** One line for the log. */
        String inWords() {
            return verdict + ": " + generatedCount + " states generated, " + distinctCount + " distinct, depth " + depth
                    + ", " + millis / 1000 + "." + millis % 1000 / 100 + " s";
        }
    }

    private Tlc() {}

    /**
     * Checks the model.
     *
     * @param name of the run, and of its folder
     * @param configuration as TLC reads it
     * @param timeMax after which the search is given up, with the verdict {@code error}
     */
    static Result check(String name, String configuration, Search search, Duration timeMax)
            throws IOException, InterruptedException {
        Path folder = Files.createDirectories(FOLDER.resolve(name));
        Files.createDirectories(folder.resolve("tmp"));
        Files.copy(SPECIFICATION, folder.resolve(SPECIFICATION.getFileName()), StandardCopyOption.REPLACE_EXISTING);
        // TLC looks for it beside the module, and nowhere else.
        Files.writeString(folder.resolve("ExactlyOnce.cfg"), configuration);
        Path output = folder.resolve("output.txt");
        long startNanos = System.nanoTime();
        Process process = new ProcessBuilder(command(search))
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        try {
            process.waitFor(timeMax.toMillis(), TimeUnit.MILLISECONDS);
        } finally {
            process.destroyForcibly();
        }
        long millis = (System.nanoTime() - startNanos) / 1_000_000;
        return result(Files.readString(output, StandardCharsets.UTF_8), millis, output);
    }

    private static List<String> command(Search search) {
        return List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx3g",
                "-XX:+UseParallelGC",
                "-XX:TieredStopAtLevel=" + search.compiler,
                // TLC unpacks its own modules there.
                "-Djava.io.tmpdir=tmp",
                "-cp",
                jar().toString(),
                TLC.class.getName(),
                "-workers",
                search.workers,
                // An ended job has no next step; that is no deadlock.
                "-deadlock",
                "-metadir",
                "states",
                "-config",
                "ExactlyOnce.cfg",
                "ExactlyOnce");
    }

    private static Path jar() {
        try {
            return Path.of(TLC.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException("the place of TLC's jar is no file", e);
        }
    }

    private static Result result(String text, long millis, Path output) {
        long generatedCount = 0;
        long distinctCount = 0;
        for (Matcher states = STATES.matcher(text); states.find(); ) {
            generatedCount = Long.parseLong(states.group(1));
            distinctCount = Long.parseLong(states.group(2));
        }
        Matcher depth = DEPTH.matcher(text);
        return new Result(
                verdict(text),
                generatedCount,
                distinctCount,
                depth.find() ? Integer.parseInt(depth.group(1)) : 0,
                millis,
                output);
    }

    private static String verdict(String text) {
        Matcher violated = VIOLATED_INVARIANT.matcher(text);
        if (violated.find()) {
            return violated.group(1);
        }
        if (text.contains(VIOLATED_PROPERTY)) {
            return "liveness";
        }
        return text.contains(PASSED) ? "passed" : "error";
    }
}
