package io.weir.proof.filesystem;

import io.weir.testkit.world.SimVolume;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.WritableByteChannel;

/**
 * What can be done with an open file or directory of a simulated volume; nothing, but for what the kinds of it say.
 *
 * <p>Threading: confined to the world.
 */
abstract class SimChannel extends FileChannel {

    /** Writes a file from its beginning to its end. */
    static final class OfNewFile extends SimChannel {
        private final SimVolume.OpenFile file;

        OfNewFile(SimVolume.OpenFile file) {
            this.file = file;
        }

        @Override
        public int write(ByteBuffer source) throws IOException {
            byte[] bytes = new byte[source.remaining()];
            source.get(bytes);
            file.append(bytes, 0, bytes.length);
            return bytes.length;
        }

        @Override
        public long position() {
            return file.size();
        }

        @Override
        public long size() {
            return file.size();
        }

        @Override
        public void force(boolean metaData) throws IOException {
            file.sync();
        }
    }

    /** Makes durable which names a directory has. That it cannot be read shows only when it is. */
    static final class OfDirectory extends SimChannel {
        private final SimVolume.Access volume;
        private final String path;

        OfDirectory(SimVolume.Access volume, String path) {
            this.volume = volume;
            this.path = path;
        }

        @Override
        public void force(boolean metaData) throws IOException {
            volume.syncDirectory(path);
        }

        @Override
        public FileChannel position(long newPosition) {
            return this;
        }

        @Override
        public int read(ByteBuffer target) throws IOException {
            throw new IOException("Is a directory");
        }
    }

    /** Reads a file as it was when it was opened, some bytes at a time. */
    static final class OfContent extends SimChannel {
        /** No read has to give all that it is asked for. */
        private static final int READ_SIZE_MAX = 500;

        private final SimVolume.Access volume;
        private final ByteBuffer content;

        OfContent(SimVolume.Access volume, byte[] content) {
            this.volume = volume;
            this.content = ByteBuffer.wrap(content);
        }

        @Override
        public int read(ByteBuffer target) throws IOException {
            volume.readOn();
            if (!content.hasRemaining()) {
                return -1;
            }
            int count = Math.min(Math.min(content.remaining(), target.remaining()), READ_SIZE_MAX);
            target.put(content.slice(content.position(), count));
            content.position(content.position() + count);
            return count;
        }

        @Override
        public long position() {
            return content.position();
        }

        @Override
        public FileChannel position(long newPosition) {
            content.position((int) Math.min(newPosition, content.limit()));
            return this;
        }

        @Override
        public long size() {
            return content.limit();
        }
    }

    @Override
    public int read(ByteBuffer target) throws IOException {
        throw new UnsupportedOperationException();
    }

    @Override
    public long read(ByteBuffer[] targets, int offset, int length) {
        throw new UnsupportedOperationException();
    }

    @Override
    public int write(ByteBuffer source) throws IOException {
        throw new UnsupportedOperationException();
    }

    @Override
    public long write(ByteBuffer[] sources, int offset, int length) {
        throw new UnsupportedOperationException();
    }

    @Override
    public long position() {
        throw new UnsupportedOperationException();
    }

    @Override
    public FileChannel position(long newPosition) {
        throw new UnsupportedOperationException();
    }

    @Override
    public long size() {
        throw new UnsupportedOperationException();
    }

    @Override
    public FileChannel truncate(long size) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void force(boolean metaData) throws IOException {
        throw new UnsupportedOperationException();
    }

    @Override
    public long transferTo(long position, long count, WritableByteChannel target) {
        throw new UnsupportedOperationException();
    }

    @Override
    public long transferFrom(ReadableByteChannel source, long position, long count) {
        throw new UnsupportedOperationException();
    }

    @Override
    public int read(ByteBuffer target, long position) {
        throw new UnsupportedOperationException();
    }

    @Override
    public int write(ByteBuffer source, long position) {
        throw new UnsupportedOperationException();
    }

    @Override
    public MappedByteBuffer map(MapMode mode, long position, long size) {
        throw new UnsupportedOperationException();
    }

    @Override
    public FileLock lock(long position, long size, boolean shared) {
        throw new UnsupportedOperationException();
    }

    @Override
    public FileLock tryLock(long position, long size, boolean shared) {
        throw new UnsupportedOperationException();
    }

    @Override
    protected void implCloseChannel() {}
}
