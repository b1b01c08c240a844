package io.weir.engine.local;

import io.weir.engine.journal.JournalFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.EnumSet;

/**
 * A new file on the local disk.
 *
 * <p>Threading: confined to one thread at a time.
 */
final class LocalJournalFile implements JournalFile {

    /** The JDK keeps a direct buffer as large as the largest write of each thread. */
    private static final int WRITE_SIZE_MAX = 1 << 20;

    private final Path path;
    private final FileChannel channel;
    private boolean poisoned;

    private LocalJournalFile(Path path, FileChannel channel) {
        this.path = path;
        this.channel = channel;
    }

    static LocalJournalFile create(Path path) throws IOException {
        return new LocalJournalFile(
                path,
                FileChannel.open(
                        path,
                        EnumSet.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                        LocalJobDirectory.ownerOnly(path, "rw-------")));
    }

    @Override
    public void append(byte[] bytes, int offset, int length) throws IOException {
        requireSound();
        try {
            int written = 0;
            while (written < length) {
                int size = Math.min(WRITE_SIZE_MAX, length - written);
                written += channel.write(ByteBuffer.wrap(bytes, offset + written, size));
            }
        } catch (IOException e) {
            throw poison(e);
        }
    }

    @Override
    public void sync() throws IOException {
        requireSound();
        try {
            channel.force(false);
        } catch (IOException e) {
            throw poison(e);
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }

    private IOException poison(IOException failure) {
        poisoned = true;
        Path directory = path.getParent();
        return directory == null ? failure : DiskSpace.explain(failure, directory);
    }

    private void requireSound() throws IOException {
        if (poisoned) {
            throw new IOException("an earlier write or sync failed: " + path);
        }
    }
}
