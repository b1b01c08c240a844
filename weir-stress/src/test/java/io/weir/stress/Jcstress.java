package io.weir.stress;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.openjdk.jcstress.Main;
import org.openjdk.jcstress.infra.Status;
import org.openjdk.jcstress.infra.collectors.DiskReadCollector;
import org.openjdk.jcstress.infra.collectors.InProcessCollector;
import org.openjdk.jcstress.infra.collectors.TestResult;

/**
 * Runs jcstress in JVMs of its own, and reads what it found.
 *
 * <p>Threading: confined to one thread.
 */
final class Jcstress {

    /** The optimizing compiler alone, which moves loads and stores about at random as far as the language allows. */
    private static final String FORK_ARGUMENTS =
            "-XX:-TieredCompilation -XX:+UnlockDiagnosticVMOptions -XX:+StressLCM -XX:+StressGCM";

    private static final int MILLIS = 300;

    /** Until then jcstress runs everything twice, with biased locking and without. */
    private static final int JAVA_WITHOUT_BIASED_LOCKING = 18;

    private static final int ITERATIONS = Runtime.version().feature() < JAVA_WITHOUT_BIASED_LOCKING ? 1 : 2;

    /**
     * What became of one test.
     *
     * @param samples how many pairs of threads met
     * @param complaints forbidden outcomes and errors; empty if it passed
     */
    record Found(long samples, List<String> complaints) {

        private Found plus(Found other) {
            List<String> all = new ArrayList<>(complaints);
            all.addAll(other.complaints);
            return new Found(samples + other.samples, all);
        }
    }

    private Jcstress() {}

    /**
     * Runs tests.
     *
     * @param mutant the folder of a mutant's classes; empty for Weir as it is
     * @param factor how much longer than at least
     * @return by the test's name
     */
    static Map<String, Found> run(Path folder, String mutant, Collection<String> tests, int factor)
            throws IOException, InterruptedException {
        deleteResults(folder);
        String pattern = "^(" + String.join("|", tests).replace(".", "\\.") + ")$";
        List<String> arguments = new ArrayList<>(List.of("-t", pattern, "-r", "report", "-v", "-f", "1", "-fsm", "1"));
        arguments.addAll(List.of("-iters", Integer.toString(ITERATIONS), "-time", Integer.toString(MILLIS * factor)));
        arguments.addAll(List.of("-hs", "256", "-sc", "false", "-spinStyle", "THREAD_YIELD"));
        arguments.addAll(List.of("-jvmArgs", FORK_ARGUMENTS));
        ChildJvm.Ended ended = ChildJvm.run(folder, mutant, List.of(), Main.class.getName(), arguments);
        Map<String, Found> found = read(folder);
        if (!found.keySet().equals(new TreeSet<>(tests))) {
            throw new AssertionError("jcstress was asked for " + new TreeSet<>(tests) + " and ran " + found.keySet()
                    + ", exit code " + ended.exitCode() + ":\n" + ended.output());
        }
        return found;
    }

    private static void deleteResults(Path folder) throws IOException {
        Files.createDirectories(folder);
        for (Path file : results(folder)) {
            Files.delete(file);
        }
    }

    private static List<Path> results(Path folder) throws IOException {
        List<Path> files = new ArrayList<>();
        try (DirectoryStream<Path> found = Files.newDirectoryStream(folder, "jcstress-results-*")) {
            found.forEach(files::add);
        }
        return files;
    }

    private static Map<String, Found> read(Path folder) throws IOException {
        Map<String, Found> found = new TreeMap<>();
        for (Path file : results(folder)) {
            InProcessCollector collector = new InProcessCollector();
            DiskReadCollector reader = new DiskReadCollector(file.toString(), collector);
            try {
                reader.dump();
            } catch (ClassNotFoundException e) {
                throw new IOException(e);
            } finally {
                reader.close();
            }
            for (TestResult result : collector.getTestResults()) {
                found.merge(result.getName(), found(result), Found::plus);
            }
        }
        return found;
    }

    private static Found found(TestResult result) {
        List<String> complaints = new ArrayList<>();
        if (result.status() != Status.NORMAL) {
            complaints.add(result.status() + ": " + result.getMessages() + result.getVmErr());
        } else if (!result.grading().isPassed) {
            complaints.addAll(result.grading().failureMessages);
        }
        return new Found(result.getTotalCount(), complaints);
    }
}
