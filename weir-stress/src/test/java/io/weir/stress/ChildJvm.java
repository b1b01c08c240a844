package io.weir.stress;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A JVM for one check, with the classes of a mutant, if there is one, before Weir's own.
 *
 * <p>Threading: confined to one thread.
 */
public final class ChildJvm {

    /** Some minutes on a busy machine are usual. */
    private static final long TIMEOUT_SECONDS = 900;

    /**
     * What it said.
     *
     * @param output of both streams
     */
    public record Ended(int exitCode, String output) {}

    private ChildJvm() {}

    /**
     * Runs a class until it ends.
     *
     * @param folder its working directory, which keeps its output
     * @param mutant the folder of a mutant's classes, relative to {@code folder}; empty for none
     */
    static Ended run(Path folder, String mutant, List<String> jvmArguments, String mainClass, List<String> arguments)
            throws IOException, InterruptedException {
        Files.createDirectories(folder);
        Path output = folder.resolve("output.txt");
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(jvmArguments);
        command.add("-cp");
        command.add(mutant.isEmpty() ? classPath() : mutant + File.pathSeparator + classPath());
        command.add(mainClass);
        command.addAll(arguments);
        Process process = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        try {
            if (!process.waitFor(TIMEOUT_SECONDS * Soak.FACTOR, TimeUnit.SECONDS)) {
                throw new AssertionError(mainClass + " did not end in time, see " + output.toAbsolutePath());
            }
        } finally {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
        return new Ended(process.exitValue(), Files.readString(output, StandardCharsets.UTF_8));
    }

    static String classPath() {
        return System.getProperty("java.class.path");
    }
}
