package io.weir.engine.simulation;

import io.weir.engine.journal.JournalFile;
import io.weir.engine.journal.JournalStore;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileAlreadyExistsException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** A disk in memory that loses on a power cut what was not synced: bytes by length, and names. */
final class SimStore implements JournalStore {

    private final TreeMap<String, SimFile> files = new TreeMap<>();
    private final Set<String> durableNames = new TreeSet<>();
    private int syncFailures;

    /** Cuts the power: un-synced bytes are cut at random places, un-synced names come and go. */
    void losePower(Random random) {
        for (String name : new ArrayList<>(files.keySet())) {
            SimFile file = files.get(name);
            if (!durableNames.contains(name) && random.nextBoolean()) {
                files.remove(name);
            } else {
                byte[] bytes = file.bytes.toByteArray();
                int kept = file.synced + random.nextInt(bytes.length - file.synced + 1);
                file.bytes.reset();
                file.bytes.write(bytes, 0, kept);
                file.synced = kept;
            }
        }
        durableNames.retainAll(files.keySet());
        durableNames.addAll(files.keySet());
    }

    long sizeOf(String name) {
        SimFile file = files.get(name);
        return file == null ? 0 : file.bytes.size();
    }

    void failSyncs(int count) {
        syncFailures = count;
    }

    @Override
    public List<String> list() {
        return List.copyOf(files.keySet());
    }

    @Override
    public InputStream open(String name) throws IOException {
        return new ByteArrayInputStream(file(name).bytes.toByteArray());
    }

    @Override
    public long size(String name) throws IOException {
        return file(name).bytes.size();
    }

    @Override
    public JournalFile create(String name) throws IOException {
        if (files.containsKey(name)) {
            throw new FileAlreadyExistsException(name);
        }
        SimFile file = new SimFile();
        files.put(name, file);
        return file;
    }

    @Override
    public void rename(String from, String to) throws IOException {
        if (files.containsKey(to)) {
            throw new FileAlreadyExistsException(to);
        }
        files.put(to, file(from));
        files.remove(from);
        durableNames.remove(from);
    }

    @Override
    public void delete(String name) {
        files.remove(name);
        durableNames.remove(name);
    }

    @Override
    public void sync(String name) throws IOException {
        file(name).sync();
    }

    @Override
    public void syncDirectory() {
        durableNames.clear();
        durableNames.addAll(files.keySet());
    }

    @Override
    public String location() {
        return "the simulated disk";
    }

    private SimFile file(String name) throws IOException {
        SimFile file = files.get(name);
        if (file == null) {
            throw new FileNotFoundException(name);
        }
        return file;
    }

    private final class SimFile implements JournalFile {
        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        private int synced;

        @Override
        public void append(byte[] source, int offset, int length) {
            bytes.write(source, offset, length);
        }

        @Override
        public void sync() throws IOException {
            if (syncFailures > 0) {
                syncFailures--;
                throw new IOException("the simulated disk failed to sync");
            }
            synced = bytes.size();
        }

        @Override
        public void close() {}
    }
}
