package io.weir.s3;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.weir.engine.journal.JournalFile;
import io.weir.engine.journal.JournalStore;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.Random;
import java.util.TreeMap;

/** A sequence of operations, from a seed, and what a store says to each of them: two stores that keep the contract say the same. */
final class StoreContract {

    private static final String LOCK_FILE = "lock";
    private static final int NAME_COUNT = 4;

    private final JournalStore store;
    private final Random random;
    private final NavigableMap<String, JournalFile> writing = new TreeMap<>();
    private final List<String> told = new ArrayList<>();

    private StoreContract(JournalStore store, Random random) {
        this.store = store;
        this.random = random;
    }

    static List<String> run(JournalStore store, long seed, int steps) throws IOException {
        StoreContract run = new StoreContract(store, new Random(seed));
        for (int i = 0; i < steps; i++) {
            run.step();
        }
        for (JournalFile file : run.writing.values()) {
            file.close();
        }
        run.tellAll();
        return run.told;
    }

    private void step() throws IOException {
        String name = "file-" + random.nextInt(NAME_COUNT);
        String other = "file-" + random.nextInt(NAME_COUNT);
        switch (random.nextInt(9)) {
            case 0, 1 ->
                tell("create " + name, () -> {
                    // What is written goes on without a name; only one writes a file.
                    JournalFile file = store.create(name);
                    close(writing.put(name, file));
                    return "created";
                });
            case 2, 3, 4 -> tell("write " + name, () -> write(name));
            case 5 ->
                tell("rename " + name + " to " + other, () -> {
                    store.rename(name, other);
                    JournalFile file = writing.remove(name);
                    if (file != null) {
                        writing.put(other, file);
                    }
                    return "renamed";
                });
            case 6 ->
                tell("delete " + name, () -> {
                    close(writing.remove(name));
                    store.delete(name);
                    return "deleted";
                });
            case 7 ->
                tell("sync", () -> {
                    store.syncDirectory();
                    store.sync(name);
                    return "synced";
                });
            default -> tellAll();
        }
    }

    private String write(String name) throws IOException {
        JournalFile file = writing.get(name);
        if (file == null) {
            return "nobody writes it";
        }
        int pieces = 1 + random.nextInt(3);
        for (int i = 0; i < pieces; i++) {
            byte[] bytes = ("<" + random.nextInt(1_000_000) + ">")
                    .repeat(random.nextInt(40))
                    .getBytes(UTF_8);
            file.append(bytes, 0, bytes.length);
        }
        file.sync();
        return "written";
    }

    private void tellAll() throws IOException {
        for (String name : store.list()) {
            if (!name.equals(LOCK_FILE)) {
                long from = random.nextInt(20);
                tell("read " + name, () -> {
                    long size = store.size(name);
                    try (InputStream in = store.open(name)) {
                        in.skipNBytes(Math.min(from, size));
                        return size + " " + new String(in.readAllBytes(), UTF_8);
                    }
                });
            }
        }
    }

    private static void close(JournalFile file) throws IOException {
        if (file != null) {
            file.close();
        }
    }

    private void tell(String what, Operation operation) throws IOException {
        try {
            told.add(what + ": " + operation.run());
        } catch (FileAlreadyExistsException e) {
            told.add(what + ": refused");
        } catch (NoSuchFileException e) {
            told.add(what + ": refused");
        }
    }

    @FunctionalInterface
    private interface Operation {
        String run() throws IOException;
    }
}
