package io.weir.rocksdb;

import io.weir.error.ErrorKind;
import io.weir.error.WeirException;
import java.io.IOException;
import java.nio.file.Path;
import org.rocksdb.NativeLibraryLoader;
import org.rocksdb.RocksDB;

/**
 * Loads what of RocksDB is no Java, once a process.
 *
 * <p>Threading: Thread-safe.
 */
final class NativeLibrary {

    private NativeLibrary() {}

    /**
     * Loads it from a directory that is deleted some day: in that for temporary files, each process that is killed would leave 15 MB.
     *
     * @throws WeirException {@code rocksdb-not-loadable}
     */
    static void load(Path directory) {
        try {
            NativeLibraryLoader.getInstance().loadLibrary(directory.toString());
            RocksDB.loadLibrary();
        } catch (IOException | RuntimeException | LinkageError e) {
            throw new WeirException(
                    "rocksdb-not-loadable",
                    ErrorKind.USER,
                    "RocksDB's native library cannot be loaded on " + System.getProperty("os.name") + " "
                            + System.getProperty("os.arch"),
                    String.valueOf(e.getMessage()),
                    "on Alpine use an image with glibc, for RocksDB does not start on musl; and the disk of "
                            + directory + " must allow programs to be loaded (no noexec)",
                    e);
        }
    }
}
