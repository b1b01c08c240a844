package io.weir.cli.process;

import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The command line of a job's JVM, which is of the same Java installation as this one and has its class path. */
public final class JobJvm {

    /** The first version that warns about native libraries and about sun.misc.Unsafe. */
    private static final int JAVA_THAT_WARNS = 24;

    private JobJvm() {}

    /**
     * Returns the command up to the main class; its arguments are to be added.
     *
     * @param directory for what the JVM writes when it crashes
     * @param classpath what the job needs besides this JVM's class path
     */
    public static List<String> command(Path directory, List<Path> classpath, Class<?> main) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        // For a short life on few cores: the first compiler tier, the serial collector.
        command.addAll(List.of(
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Xmx384m",
                "-Xshare:auto",
                "-XX:-UsePerfData",
                "-XX:ErrorFile=" + directory.resolve("hs_err.log"),
                "-Dweir.log=info",
                "-Dweir.log.kafka=warn"));
        if (Runtime.version().feature() >= JAVA_THAT_WARNS) {
            command.addAll(List.of("--enable-native-access=ALL-UNNAMED", "--sun-misc-unsafe-memory-access=allow"));
        }
        StringBuilder path = new StringBuilder(System.getProperty("java.class.path"));
        classpath.forEach(each -> path.append(File.pathSeparator).append(each.toAbsolutePath()));
        command.addAll(List.of("-cp", path.toString(), main.getName()));
        return command;
    }
}
