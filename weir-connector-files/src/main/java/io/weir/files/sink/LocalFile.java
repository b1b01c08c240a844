package io.weir.files.sink;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** A new file of this machine. A write or sync that failed poisons it. */
final class LocalFile implements DiskFile {

    private final Path path;
    private final FileChannel channel;
    private boolean poisoned;

    LocalFile(Path path) throws IOException {
        this.path = path;
        this.channel = FileChannel.open(path, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        checkSound();
        poisoned = true;
        ByteBuffer left = ByteBuffer.wrap(bytes, offset, length);
        while (left.hasRemaining()) {
            channel.write(left);
        }
        poisoned = false;
    }

    @Override
    public void sync() throws IOException {
        checkSound();
        poisoned = true;
        channel.force(false);
        poisoned = false;
    }

    private void checkSound() throws IOException {
        if (poisoned) {
            throw new IOException("an earlier write or sync failed: " + path);
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
