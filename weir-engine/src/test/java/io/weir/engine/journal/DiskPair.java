package io.weir.engine.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileAlreadyExistsException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/**
 * Does the same random operations on a model of a disk and on a real one, and compares what each says.
 *
 * <p>Threading: confined to one thread.
 */
final class DiskPair {

    private static final List<String> NAMES = List.of("a", "b", "c", "d", "e");

    /** Made by the real directory. */
    private static final String LOCK = "lock";

    private static final int APPEND_SIZE_MAX = 20_000;

    /** Bounds the sets of names that the model allows. */
    private static final int UNSYNCED_NAMES_MAX = 10;

    private final JournalStore model;
    private final JournalStore real;
    private final Random random;
    private final List<OpenFile> open = new ArrayList<>();
    private final List<String> log = new ArrayList<>();
    private int unsyncedNames;

    DiskPair(JournalStore model, JournalStore real, Random random) {
        this.model = model;
        this.real = real;
        this.random = random;
    }

    /** Returns what was done. */
    List<String> log() {
        return log;
    }

    void step() throws IOException {
        String name = NAMES.get(random.nextInt(NAMES.size()));
        switch (random.nextInt(12)) {
            case 0, 1 -> create(name);
            case 2, 3, 4 -> append();
            case 5, 6 -> sync();
            case 7, 8 -> rename(name, NAMES.get(random.nextInt(NAMES.size())));
            case 9 -> delete(name);
            case 10 -> syncDirectory();
            default -> syncNamed(name);
        }
        if (unsyncedNames >= UNSYNCED_NAMES_MAX) {
            syncDirectory();
        }
        compare();
    }

    /** Lets go of the real files; after a loss of power this may fail, and says nothing. */
    void close() {
        for (OpenFile file : open) {
            try {
                file.real().close();
            } catch (IOException e) {
                log.add("close: " + e.getMessage());
            }
        }
    }

    /** Reads all files, apart from the lock. */
    static Map<String, byte[]> files(JournalStore store) throws IOException {
        Map<String, byte[]> files = new TreeMap<>();
        for (String name : store.list()) {
            if (!name.equals(LOCK)) {
                try (InputStream in = store.open(name)) {
                    files.put(name, in.readAllBytes());
                }
            }
        }
        return files;
    }

    private void create(String name) throws IOException {
        log.add("create " + name);
        try {
            JournalFile inModel = model.create(name);
            open.add(new OpenFile(inModel, real.create(name)));
            unsyncedNames++;
        } catch (FileAlreadyExistsException e) {
            expectExisting(() -> real.create(name).close());
        }
    }

    private void append() throws IOException {
        if (!open.isEmpty()) {
            int index = random.nextInt(open.size());
            byte[] bytes = new byte[1 + random.nextInt(APPEND_SIZE_MAX)];
            random.nextBytes(bytes);
            log.add("append " + bytes.length + " to file " + index);
            open.get(index).inModel().append(bytes, 0, bytes.length);
            open.get(index).real().append(bytes, 0, bytes.length);
        }
    }

    private void sync() throws IOException {
        if (!open.isEmpty()) {
            int index = random.nextInt(open.size());
            log.add("sync file " + index);
            open.get(index).inModel().sync();
            open.get(index).real().sync();
        }
    }

    private void rename(String from, String to) throws IOException {
        if (!model.list().contains(from)) {
            return;
        }
        log.add("rename " + from + " to " + to);
        try {
            model.rename(from, to);
            real.rename(from, to);
            unsyncedNames++;
        } catch (FileAlreadyExistsException e) {
            expectExisting(() -> real.rename(from, to));
        }
    }

    private void delete(String name) throws IOException {
        log.add("delete " + name);
        model.delete(name);
        real.delete(name);
        unsyncedNames++;
    }

    private void syncDirectory() throws IOException {
        log.add("sync directory");
        model.syncDirectory();
        real.syncDirectory();
        unsyncedNames = 0;
    }

    private void syncNamed(String name) throws IOException {
        if (model.list().contains(name)) {
            log.add("sync " + name);
            model.sync(name);
            real.sync(name);
        }
    }

    private void compare() throws IOException {
        Map<String, byte[]> inModel = files(model);
        Map<String, byte[]> inReal = files(real);
        assertThat(inReal.keySet()).as("%s", log).isEqualTo(inModel.keySet());
        for (Map.Entry<String, byte[]> file : inModel.entrySet()) {
            assertThat(inReal.get(file.getKey()))
                    .as("%s: %s", log, file.getKey())
                    .isEqualTo(file.getValue());
            assertThat(real.size(file.getKey())).isEqualTo(model.size(file.getKey()));
        }
    }

    private void expectExisting(Operation operation) throws IOException {
        try {
            operation.run();
        } catch (FileAlreadyExistsException e) {
            return;
        }
        throw new AssertionError("the model says that the file exists: " + log);
    }

    @FunctionalInterface
    private interface Operation {
        void run() throws IOException;
    }

    private record OpenFile(JournalFile inModel, JournalFile real) {}
}
