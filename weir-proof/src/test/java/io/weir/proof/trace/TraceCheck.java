package io.weir.proof.trace;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import tlc2.TLC;

/**
 * Asks TLC whether traces are behaviours of the model: all those of a module in one JVM of its own, because TLC keeps its state in static fields.
 *
 * <p>Threading: confined to one thread; several checks of different names may run at a time.
 */
public final class TraceCheck {

    private static final String SPECIFICATION = "TraceExactlyOnce";
    private static final Path MODELS = Path.of("weir-model", "src", "test", "tla");
    private static final Path FOLDER = Path.of("weir-proof", "target", "traces");

    private static final Pattern TRACE = Pattern.compile("(?ms)^Trace\\d+ == <<\\n(.*?)^>>$");
    private static final Pattern REACHED = Pattern.compile("(?m)^<<\"reached\", (\\d+), (\\d+)>>$");
    private static final Pattern BROKEN = Pattern.compile("(?m)^<<\"broken\", (\\d+), (\\d+), \"(\\w+)\">>$");
    private static final Pattern STATES =
            Pattern.compile("(\\d+) states generated, (\\d+) distinct states found, 0 states left on queue");
    private static final String PASSED = "Model checking completed. No error has been found.";

    private static final String CONFIGURATION = String.join(
            "\n",
            "SPECIFICATION TraceSpec",
            "CONSTANTS",
            "    Route <- TraceRoute",
            "    AttemptsMax <- TraceAttemptsMax",
            "    TimeoutsMax = 0",
            "    UncommittedMax = " + TracedRun.UNCOMMITTED_MAX,
            "    LastIsLeftAlone = FALSE",
            "    Off = {}",
            "CONSTRAINT GoesOn",
            "");

    /**
     * What the model says of one trace.
     *
     * @param event of the first event that the model does not allow, in words; empty if it allows all
     */
    public record Verdict(boolean allowed, String event) {}

    /**
     * What TLC found.
     *
     * @param verdicts one for each trace
     */
    public record Result(List<Verdict> verdicts, int eventCount, long distinctCount, long millis) {

        /** One line for the log. */
        public String inWords() {
            long rejected =
                    verdicts.stream().filter(verdict -> !verdict.allowed()).count();
            return verdicts.size() + " traces of " + eventCount + " events, " + rejected + " rejected, " + distinctCount
                    + " distinct states, " + millis / 1000 + "." + millis % 1000 / 100 + " s";
        }
    }

    private TraceCheck() {}

    /**
     * Checks all traces of a module.
     *
     * @param name of the run, and of its folder
     */
    public static Result check(String name, String module) throws IOException, InterruptedException {
        Path root = root();
        Path folder = Files.createDirectories(root.resolve(FOLDER).resolve(name));
        Files.createDirectories(folder.resolve("tmp"));
        try (Stream<Path> models = Files.list(root.resolve(MODELS))) {
            for (Path model : models.toList()) {
                Files.copy(model, folder.resolve(model.getFileName()), StandardCopyOption.REPLACE_EXISTING);
            }
        }
        Files.writeString(folder.resolve(TraceModule.NAME + ".tla"), module);
        Files.writeString(folder.resolve(SPECIFICATION + ".cfg"), CONFIGURATION);
        Path output = folder.resolve("output.txt");
        long startNanos = System.nanoTime();
        Process process = new ProcessBuilder(command())
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        try {
            process.waitFor();
        } finally {
            process.destroyForcibly();
        }
        long millis = (System.nanoTime() - startNanos) / 1_000_000;
        return result(eventsIn(module), Files.readString(output, StandardCharsets.UTF_8), output, millis);
    }

    private static List<String> command() {
        return List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx1g",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                // TLC unpacks its own modules there.
                "-Djava.io.tmpdir=tmp",
                "-cp",
                jar().toString(),
                TLC.class.getName(),
                // What each trace has reached is kept in registers, of which each worker has its own.
                "-workers",
                "1",
                "-deadlock",
                "-metadir",
                "states",
                "-config",
                SPECIFICATION + ".cfg",
                SPECIFICATION);
    }

    private static Result result(List<List<String>> traces, String text, Path output, long millis) {
        Matcher states = STATES.matcher(text);
        if (!text.contains(PASSED) || !states.find()) {
            throw new IllegalStateException("TLC did not come to its end: see " + output);
        }
        Map<Integer, Integer> places = new HashMap<>();
        for (Matcher reached = REACHED.matcher(text); reached.find(); ) {
            places.merge(Integer.parseInt(reached.group(1)), Integer.parseInt(reached.group(2)), Math::max);
        }
        Map<Integer, String> broken = new HashMap<>();
        for (Matcher found = BROKEN.matcher(text); found.find(); ) {
            broken.put(Integer.parseInt(found.group(1)), found.group(3));
        }
        List<Verdict> verdicts = new ArrayList<>();
        int eventCount = 0;
        for (int i = 0; i < traces.size(); i++) {
            verdicts.add(verdict(traces.get(i), places.getOrDefault(i + 1, 1), broken.get(i + 1)));
            eventCount += traces.get(i).size();
        }
        return new Result(List.copyOf(verdicts), eventCount, Long.parseLong(states.group(2)), millis);
    }

    /** @param place of the first event that no behaviour has matched, from 1 */
    private static Verdict verdict(List<String> events, int place, String broken) {
        if (place > events.size()) {
            return new Verdict(true, "");
        }
        String what = "event " + place + " of " + events.size() + ", " + events.get(place - 1);
        return new Verdict(false, broken == null ? what : what + " (" + broken + " breaks)");
    }

    /** Returns the events of each trace, in words. */
    private static List<List<String>> eventsIn(String module) {
        List<List<String>> traces = new ArrayList<>();
        for (Matcher trace = TRACE.matcher(module); trace.find(); ) {
            List<String> events = new ArrayList<>();
            trace.group(1).lines().forEach(line -> events.add(line.substring(line.indexOf("\\*") + 3)));
            traces.add(events);
        }
        return traces;
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

    /** Returns the root of the repository. */
    public static Path root() {
        Path folder = Path.of("").toAbsolutePath();
        while (!Files.isDirectory(folder.resolve(".mvn"))) {
            folder = folder.getParent();
        }
        return folder;
    }
}
