package io.weir.broker;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The command line of the broker's JVM, which is of the same Java installation as this one.
 *
 * <p>Threading: Thread-safe.
 */
final class BrokerCommand {

    /** The first version that warns about native libraries and about sun.misc.Unsafe, both of which Kafka's use. */
    private static final int JAVA_THAT_WARNS = 24;

    private final KafkaBrokerOptions options;
    private final BrokerDirectory directory;
    private final ClassArchive archive;
    private final String classpath;

    BrokerCommand(KafkaBrokerOptions options, BrokerClasspath jars, BrokerDirectory directory) throws IOException {
        this.options = options;
        this.directory = directory;
        this.archive = openArchive(jars, directory);
        this.classpath = jars.jars().stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator))
                + File.pathSeparator
                + archive.mainJar();
    }

    /** Without a cache directory that can be written, each broker has its own archive, of use to its restarts only. */
    private static ClassArchive openArchive(BrokerClasspath jars, BrokerDirectory directory) throws IOException {
        try {
            return ClassArchive.open(jars, ClassArchive.userCache());
        } catch (IOException notWritable) {
            return ClassArchive.open(jars, directory.root().resolve("classes"));
        }
    }

    /** The command, and the class archive that the process will write when it exits cleanly, if it will. */
    Launch launch() {
        Optional<Path> unfinishedArchive =
                archive.isWritten() ? Optional.empty() : Optional.of(directory.unfinishedArchive());
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(options.jitMode().flags(options.heapMib()));
        command.addAll(unfinishedArchive.map(archive::writeFlags).orElseGet(archive::useFlags));
        command.addAll(commonFlags());
        command.addAll(List.of("-cp", classpath, "io.weir.broker.BrokerMain"));
        command.add(directory.settingsFile().toString());
        command.add(directory.readyFile().toString());
        return new Launch(List.copyOf(command), unfinishedArchive);
    }

    ClassArchive archive() {
        return archive;
    }

    private List<String> commonFlags() {
        List<String> flags = new ArrayList<>(List.of(
                "-XX:-UsePerfData",
                "-XX:+ExitOnOutOfMemoryError",
                "-XX:ErrorFile=" + directory.root().resolve("hs_err.log"),
                // The JVM's own remarks, for instance on classes that cannot be archived.
                "-Xlog:disable",
                "-Xlog:all=error:stderr",
                "-Djava.awt.headless=true",
                "-Dorg.slf4j.simpleLogger.showDateTime=true",
                "-Dorg.slf4j.simpleLogger.dateTimeFormat=HH:mm:ss.SSS",
                // Hundreds of lines of settings at each start.
                "-Dorg.slf4j.simpleLogger.log.org.apache.kafka.common.config.AbstractConfig=warn"));
        if (Runtime.version().feature() >= JAVA_THAT_WARNS) {
            // Not --enable-native-access, which makes the JVM refuse half of the class archive.
            flags.add("--illegal-native-access=allow");
            flags.add("--sun-misc-unsafe-memory-access=allow");
        }
        return flags;
    }

    /**
     * One start of the process.
     *
     * @param unfinishedArchive the file that the process writes at a clean exit, empty if the archive is there
     */
    record Launch(List<String> command, Optional<Path> unfinishedArchive) {}
}
