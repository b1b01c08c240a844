package io.weir.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A JVM of its own for one run. It is told what to do by its arguments and by lines, answers in lines, and dies with the JVM that started it.
 *
 * <p>Threading: confined to one thread.
 */
final class ChildJvm implements AutoCloseable {

    /** What a child prints before a figure. */
    private static final String FIGURE = "figure ";

    /** What a child prints before its settings. */
    private static final String SETTINGS = "settings ";

    private final Process process;
    private final BufferedReader lines;
    private final PrintStream commands;
    private final String what;

    private ChildJvm(Process process, String what) {
        this.process = process;
        this.what = what;
        this.lines = process.inputReader(StandardCharsets.UTF_8);
        this.commands = new PrintStream(process.getOutputStream(), true, StandardCharsets.UTF_8);
    }

    /**
     * Starts a JVM that has the engine of this kind on its class path, and no other.
     *
     * @param arguments of {@link Bench}
     * @throws IllegalStateException if the engine is not there
     */
    static ChildJvm start(Entrant.Kind kind, List<String> jvmFlags, List<String> arguments) throws IOException {
        return start(Peers.classPath(kind), jvmFlags, arguments);
    }

    /** @param arguments of {@link Bench} */
    static ChildJvm start(List<String> jvmFlags, List<String> arguments) throws IOException {
        return start(System.getProperty("java.class.path"), jvmFlags, arguments);
    }

    /** Starts a program of its own, which is on the class path of this JVM. */
    static ChildJvm startProgram(Class<?> program, List<String> jvmFlags, List<String> arguments) throws IOException {
        return start(System.getProperty("java.class.path"), program, jvmFlags, arguments);
    }

    /** @param arguments of {@link Bench}, which is on the class path */
    static ChildJvm start(String classPath, List<String> jvmFlags, List<String> arguments) throws IOException {
        return start(classPath, Bench.class, jvmFlags, arguments);
    }

    private static ChildJvm start(String classPath, Class<?> program, List<String> jvmFlags, List<String> arguments)
            throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(jvmFlags);
        command.addAll(List.of("-cp", classPath, program.getName()));
        command.addAll(arguments);
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        return new ChildJvm(process, String.join(" ", arguments));
    }

    /** In the child: ends this JVM when the one that started it is gone. */
    static void dieWithParent() {
        onLine("", () -> {});
    }

    /** In the child: runs {@code action} when the parent says {@code line}, and ends this JVM when the parent is gone. */
    static void onLine(String line, Runnable action) {
        Thread watch = new Thread(
                () -> {
                    try {
                        for (String heard = hear(); heard != null; heard = hear()) {
                            if (heard.equals(line)) {
                                action.run();
                            }
                        }
                    } catch (IOException e) {
                        System.err.println("the parent cannot be heard: " + e.getMessage());
                    }
                    Runtime.getRuntime().halt(1);
                },
                "parent-watch");
        watch.setDaemon(true);
        watch.start();
    }

    /** In the child: waits for the parent's next line, which must be this one. */
    static void await(String line) throws IOException {
        String heard = hear();
        if (!line.equals(heard)) {
            throw new IOException("expected the line " + line + " from the parent, not " + heard);
        }
    }

    /** Reads a line without a buffer, which would swallow the next one; null if the parent is gone. */
    private static @Nullable String hear() throws IOException {
        StringBuilder read = new StringBuilder();
        int next = System.in.read();
        while (next >= 0 && next != '\n') {
            read.append((char) next);
            next = System.in.read();
        }
        return next < 0 ? null : read.toString().strip();
    }

    /** In the child: says on which settings its speed depends, in one line; nothing if it is empty. */
    static void tellSettings(String line) {
        if (!line.isEmpty()) {
            System.out.println(SETTINGS + line);
        }
    }

    /** In the child: hands over what was measured. */
    static void report(Map<Figure, Double> figures) {
        figures.forEach((figure, value) -> System.out.println(FIGURE + figure + " " + value));
        System.out.flush();
    }

    ProcessHandle handle() {
        return process.toHandle();
    }

    /** In the parent: returns this process, and all that it started. */
    static List<ProcessHandle> familyOfParent() {
        return Stream.concat(
                        Stream.of(ProcessHandle.current()),
                        ProcessHandle.current().descendants())
                .toList();
    }

    void tell(String line) {
        commands.println(line);
    }

    /**
     * Waits until the child prints a line.
     *
     * @throws IOException if it ends before
     */
    void awaitLine(String line) throws IOException, InterruptedException {
        String read = lines.readLine();
        while (read != null && !read.equals(line)) {
            passOn(read);
            read = lines.readLine();
        }
        if (read == null) {
            throw new IOException("a child ended early: status=" + process.waitFor() + ", arguments=" + what);
        }
    }

    private static void passOn(String line) {
        if (line.startsWith(SETTINGS)) {
            EngineSettings.note(line.substring(SETTINGS.length()));
        } else {
            System.out.println("    " + line);
        }
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /**
     * Waits for the child's end, and returns what it has measured.
     *
     * @throws IOException if it failed
     */
    Map<Figure, Double> figures() throws IOException, InterruptedException {
        Map<Figure, Double> figures = new EnumMap<>(Figure.class);
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            if (line.startsWith(FIGURE)) {
                String[] words = line.split(" ");
                figures.put(Figure.valueOf(words[1]), Double.valueOf(words[2]));
            } else {
                passOn(line);
            }
        }
        int status = process.waitFor();
        if (status != 0) {
            throw new IOException("a child failed: status=" + status + ", arguments=" + what);
        }
        return figures;
    }

    @Override
    public void close() {
        process.destroyForcibly();
        try {
            if (!process.waitFor(10, TimeUnit.SECONDS)) {
                System.err.println("a child does not end: pid=" + process.pid());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
