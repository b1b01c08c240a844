package io.weir.database;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;

/**
 * The unpacked programs of one product and the data of a new server, kept for all servers of this user: unpacking and initialising take
 * seconds, a copy of the data a fraction of one.
 *
 * <p>They are below the temporary directory, not in the user's home, because a server may have to run as another user, who could not read them there.
 * The system property {@code weir.database.cache} names another directory.
 *
 * <p>Threading: Thread-safe, also between processes: what is not finished has another name.
 *
 * @param programs the directory of the programs
 * @param data the data of a new server
 */
record Installation(Path programs, Path data) {

    /** To be changed with what {@link Distribution#unpack} and {@link Distribution#initialize} do. */
    private static final int FORMAT = 1;

    static synchronized Installation of(Distribution distribution) {
        requirePlatform();
        Archives archives = Archives.load();
        try {
            Path cache = openCache();
            Path place = cache.resolve(archives.nameOf(distribution.archivePrefix()) + "-" + FORMAT);
            try (FileChannel channel =
                    FileChannel.open(cache.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
                // Given back with the channel. Another process may be installing.
                channel.lock();
                if (!Files.exists(place)) {
                    install(distribution, archives, place);
                }
            }
            return new Installation(place.resolve("programs"), place.resolve("data"));
        } catch (IOException e) {
            throw new DatabaseServerException(
                    "cannot unpack the server: archive=" + archives.jar(distribution.archivePrefix()), e);
        }
    }

    private static void install(Distribution distribution, Archives archives, Path place) throws IOException {
        Path unfinished = place.resolveSibling(place.getFileName() + ".unfinished");
        Directories.delete(unfinished);
        Path programs = Files.createDirectories(unfinished.resolve("programs"));
        distribution.unpack(archives, programs);
        distribution.initialize(programs, unfinished);
        Files.move(unfinished, place, StandardCopyOption.ATOMIC_MOVE);
    }

    /** Gives a server its data. */
    void copyData(ServerDirectory directory) throws IOException {
        Commands.run(
                List.of(
                        "cp",
                        "-a",
                        "--reflink=auto",
                        data.toString(),
                        directory.data().toString()),
                directory.root());
    }

    private static Path openCache() throws IOException {
        String user = System.getProperty("user.name");
        String named = System.getProperty("weir.database.cache");
        Path cache = named == null
                ? Path.of(System.getProperty("java.io.tmpdir"), "weir-databases-" + user)
                : Path.of(named).toAbsolutePath();
        Files.createDirectories(cache);
        String owner = Files.getOwner(cache, LinkOption.NOFOLLOW_LINKS).getName();
        if (!owner.equals(user)) {
            throw new DatabaseServerException("the directory for the servers' programs is another user's: directory="
                    + cache + ", owner=" + owner + "; name another one with -Dweir.database.cache=DIRECTORY");
        }
        Files.setPosixFilePermissions(cache, PosixFilePermissions.fromString("rwxr-xr-x"));
        return cache;
    }

    private static void requirePlatform() {
        String platform = System.getProperty("os.name") + " on " + System.getProperty("os.arch");
        if (!platform.equals("Linux on amd64")) {
            throw new DatabaseServerException("there are programs of the servers for Linux on x86-64 only: platform="
                    + platform + "; run these tests there, or against a server of your own");
        }
    }
}
