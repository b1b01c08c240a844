package io.weir.broker;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;

/**
 * Kafka's classes as the JVM has parsed and verified them (a dynamic archive of class data sharing, JEP 350),
 * kept in the user's cache directory for all brokers of this user: it takes a third off the start.
 *
 * <p>The first broker that stops cleanly writes the archive as it exits; {@link #adopt} then puts it in place.
 * The JVM refuses directories on the class path of an archive, so {@link BrokerMain} is packed into a jar beside it.
 *
 * <p>Threading: Thread-safe; several processes may use one cache, for each file appears by an atomic move.
 */
final class ClassArchive {

    private static final String MAIN_CLASS_FILE = "io/weir/broker/BrokerMain.class";

    /** The JVM compares the times of the jars with those in the archive: a jar that is written again must not differ. */
    private static final FileTime JAR_TIME = FileTime.fromMillis(1_000_000_000_000L);

    private final Path archive;
    private final Path mainJar;

    private ClassArchive(Path directory) {
        this.archive = directory.resolve("kafka-broker.jsa");
        this.mainJar = directory.resolve("broker-main.jar");
    }

    /** The archive for these jars and this JVM, which may not have been written yet. */
    static ClassArchive open(BrokerClasspath classpath, Path cache) throws IOException {
        byte[] mainClass = mainClass();
        ClassArchive classes = new ClassArchive(cache.resolve(key(classpath, mainClass)));
        Files.createDirectories(classes.mainJar.getParent());
        if (!Files.exists(classes.mainJar)) {
            classes.packMainJar(mainClass);
        }
        return classes;
    }

    /** The directory of the caches of this user, by the XDG base directory specification. */
    static Path userCache() {
        String caches = System.getenv("XDG_CACHE_HOME");
        Path root = caches == null || caches.isBlank()
                ? Path.of(System.getProperty("user.home"), ".cache")
                : Path.of(caches);
        return root.resolve("weir").resolve("kafka-broker");
    }

    /** The jar that holds {@link BrokerMain}. */
    Path mainJar() {
        return mainJar;
    }

    boolean isWritten() {
        return Files.exists(archive);
    }

    List<String> useFlags() {
        return List.of("-XX:SharedArchiveFile=" + archive, "-Xshare:auto");
    }

    List<String> writeFlags(Path unfinished) {
        return List.of("-XX:ArchiveClassesAtExit=" + unfinished);
    }

    /** Puts what a broker wrote at its exit into its place. The file is moved, or copied between file systems. */
    void adopt(Path unfinished) throws IOException {
        Path sibling = Files.createTempFile(archive.getParent(), "kafka-broker-", ".unfinished");
        Files.move(unfinished, sibling, StandardCopyOption.REPLACE_EXISTING);
        Files.move(sibling, archive, StandardCopyOption.ATOMIC_MOVE);
    }

    private void packMainJar(byte[] mainClass) throws IOException {
        Path unfinished = Files.createTempFile(mainJar.getParent(), "broker-main-", ".unfinished");
        try (OutputStream file = Files.newOutputStream(unfinished);
                JarOutputStream jar = new JarOutputStream(file)) {
            JarEntry entry = new JarEntry(MAIN_CLASS_FILE);
            entry.setTime(JAR_TIME.toMillis());
            jar.putNextEntry(entry);
            jar.write(mainClass);
            jar.closeEntry();
        }
        Files.setLastModifiedTime(unfinished, JAR_TIME);
        Files.move(unfinished, mainJar, StandardCopyOption.ATOMIC_MOVE);
    }

    private static byte[] mainClass() throws IOException {
        try (InputStream in = ClassArchive.class.getResourceAsStream("/" + MAIN_CLASS_FILE)) {
            if (in == null) {
                throw new IOException("class file is missing: resource=/" + MAIN_CLASS_FILE);
            }
            return in.readAllBytes();
        }
    }

    private static String key(BrokerClasspath classpath, byte[] mainClass) throws IOException {
        StringBuilder facts = new StringBuilder()
                .append(System.getProperty("java.home"))
                .append('\n')
                .append(System.getProperty("java.vm.version"));
        for (Path jar : classpath.jars()) {
            facts.append('\n').append(jar).append(' ').append(Files.size(jar));
            facts.append(' ').append(Files.getLastModifiedTime(jar).toMillis());
        }
        MessageDigest digest = sha256();
        digest.update(facts.toString().getBytes(StandardCharsets.UTF_8));
        return HexFormat.of().formatHex(digest.digest(mainClass), 0, 8);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java platform has SHA-256", e);
        }
    }
}
