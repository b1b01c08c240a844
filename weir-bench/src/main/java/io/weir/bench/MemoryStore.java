package io.weir.bench;

import io.weir.engine.journal.JournalFile;
import io.weir.engine.journal.JournalStore;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.TreeMap;

/**
 * A journal's files in memory, so that a measurement shows nothing of a disk.
 *
 * <p>Threading: Thread-safe, for files that are read only where nobody writes them.
 */
final class MemoryStore implements JournalStore {

    private final NavigableMap<String, Pieces> files;

    MemoryStore() {
        this(new TreeMap<>());
    }

    private MemoryStore(NavigableMap<String, Pieces> files) {
        this.files = files;
    }

    /** Returns a store that begins with the same files. Nobody may be writing. */
    synchronized MemoryStore copy() {
        return new MemoryStore(new TreeMap<>(files));
    }

    /** Returns the size of all files. */
    synchronized long size() {
        return files.values().stream().mapToLong(Pieces::size).sum();
    }

    @Override
    public synchronized List<String> list() {
        return List.copyOf(files.keySet());
    }

    @Override
    public synchronized InputStream open(String name) throws IOException {
        return find(name).read();
    }

    @Override
    public synchronized long size(String name) throws IOException {
        return find(name).size();
    }

    @Override
    public String location() {
        return "memory";
    }

    @Override
    public synchronized JournalFile create(String name) throws IOException {
        Pieces file = new Pieces();
        if (files.putIfAbsent(name, file) != null) {
            throw new FileAlreadyExistsException(name);
        }
        return file;
    }

    @Override
    public synchronized void rename(String from, String to) throws IOException {
        Pieces file = find(from);
        if (files.putIfAbsent(to, file) != null) {
            throw new FileAlreadyExistsException(to);
        }
        files.remove(from);
    }

    @Override
    public synchronized void delete(String name) {
        files.remove(name);
    }

    @Override
    public void sync(String name) {}

    @Override
    public void syncDirectory() {}

    private Pieces find(String name) throws IOException {
        Pieces file = files.get(name);
        if (file == null) {
            throw new NoSuchFileException(name);
        }
        return file;
    }

    /** A file: what each append wrote. */
    private static final class Pieces implements JournalFile {

        private final List<byte[]> pieces = new ArrayList<>();
        private long size;

        @Override
        public synchronized void append(byte[] bytes, int offset, int length) {
            pieces.add(Arrays.copyOfRange(bytes, offset, offset + length));
            size += length;
        }

        @Override
        public void sync() {}

        @Override
        public void close() {}

        synchronized long size() {
            return size;
        }

        synchronized InputStream read() {
            return new PieceStream(List.copyOf(pieces));
        }
    }

    /** Reads pieces one after the other. */
    private static final class PieceStream extends InputStream {

        private final List<byte[]> pieces;
        private int index;
        private int position;

        PieceStream(List<byte[]> pieces) {
            this.pieces = pieces;
        }

        @Override
        public int read() {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
        }

        @Override
        public int read(byte[] target, int offset, int length) {
            Objects.checkFromIndexSize(offset, length, target.length);
            while (index < pieces.size() && position == pieces.get(index).length) {
                index++;
                position = 0;
            }
            if (index == pieces.size()) {
                return length == 0 ? 0 : -1;
            }
            int count = Math.min(length, pieces.get(index).length - position);
            System.arraycopy(pieces.get(index), position, target, offset, count);
            position += count;
            return count;
        }
    }
}
