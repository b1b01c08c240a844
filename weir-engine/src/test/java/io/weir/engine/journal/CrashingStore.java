package io.weir.engine.journal;

import java.io.ByteArrayInputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * A disk as hostile as disks may be. What was not synced may be lost, torn at any byte or filled with zeros when the
 * power fails; names that were not synced come and go one by one. After a failed sync the bytes can still be read, and
 * later syncs of the file succeed without making them durable.
 *
 * <p>Threading: Thread-safe.
 */
final class CrashingStore implements JournalStore {

    /** What happens at a chosen operation. */
    enum Fault {
        POWER_LOSS_BEFORE,
        POWER_LOSS_DURING,
        POWER_LOSS_AFTER,
        IO_ERROR,
        DISK_FULL
    }

    /** Thrown by every operation from the moment of a power loss until {@link #crash} or {@link #kill}. */
    static final class PowerLoss extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    private final Random random;
    private final NavigableMap<String, DiskFile> visible = new TreeMap<>();
    private final NavigableMap<String, DiskFile> durable = new TreeMap<>();
    private final List<NameChange> unsyncedNames = new ArrayList<>();
    private final List<String> operations = new ArrayList<>();
    private long epoch;
    private boolean powerLost;
    private boolean faultReached;
    private int faultAt = -1;
    private Predicate<String> faultOn = operation -> false;
    private Fault fault = Fault.IO_ERROR;
    private String lie = "none";
    private Runnable beforeOperation = () -> {};

    CrashingStore(Random random) {
        this.random = random;
    }

    /** Lets the operation with that index, counted from now, go wrong. */
    synchronized void failAt(int operation, Fault kind) {
        operations.clear();
        faultReached = false;
        faultAt = operation;
        fault = kind;
    }

    /** Returns whether the operation of the last {@link #failAt} was done. */
    synchronized boolean faultReached() {
        return faultReached;
    }

    /** Lets the first operation from now that is like this go wrong, and no later one. */
    synchronized void failOn(Predicate<String> operation, Fault kind) {
        operations.clear();
        faultReached = false;
        faultOn = operation;
        fault = kind;
    }

    synchronized void failNever() {
        operations.clear();
        faultAt = -1;
        faultOn = operation -> false;
    }

    /** Lets syncs whose operation begins like this do nothing, and succeed. */
    synchronized void lieOn(String operation) {
        lie = operation;
    }

    /** Runs something before each operation that changes the disk, or would if it did not fail. */
    synchronized void beforeOperation(Runnable action) {
        beforeOperation = action;
    }

    /** Returns what a loss of power may leave now; valid until the next operation. */
    synchronized PowerLossStates powerLossStates() {
        return new PowerLossStates(durable, unsyncedNames);
    }

    /** Returns what was done since the last call of {@link #failAt} or {@link #failNever}. */
    synchronized List<String> operations() {
        return List.copyOf(operations);
    }

    /** The power fails and comes back: only what was durable is sure to be there. */
    synchronized void crash() {
        for (NameChange change : unsyncedNames) {
            if (random.nextBoolean()) {
                change.applyTo(durable);
            }
        }
        unsyncedNames.clear();
        visible.clear();
        visible.putAll(durable);
        visible.values().forEach(file -> file.crash(random));
        kill();
    }

    /** The process is killed: everything is there, but nothing more is durable. */
    synchronized void kill() {
        powerLost = false;
        epoch++;
        failNever();
    }

    /** What failed syncs did not write can no longer be read. */
    synchronized void forgetLost() {
        visible.values().forEach(file -> file.forgetLost(random));
    }

    /** Returns a copy of a file. */
    synchronized byte[] bytes(String name) {
        return visible.get(name).content().clone();
    }

    /** Replaces a file, or makes one, durably. */
    synchronized void put(String name, byte[] bytes) {
        DiskFile file = DiskFile.durable(bytes.clone());
        file.name(name);
        visible.put(name, file);
        durable.put(name, file);
    }

    /** Removes a file durably. */
    synchronized void remove(String name) {
        visible.remove(name);
        durable.remove(name);
    }

    /** Returns a store that holds these files, durably. */
    static CrashingStore holding(Map<String, byte[]> files, Random random) {
        CrashingStore store = new CrashingStore(random);
        files.forEach(store::put);
        return store;
    }

    synchronized CrashingStore copy(Random copysRandom) {
        CrashingStore copy = new CrashingStore(copysRandom);
        visible.forEach((name, file) -> copy.put(name, file.content()));
        return copy;
    }

    synchronized List<String> names() {
        return List.copyOf(visible.keySet());
    }

    @Override
    public synchronized List<String> list() throws IOException {
        requirePower();
        return List.copyOf(visible.keySet());
    }

    @Override
    public synchronized InputStream open(String name) throws IOException {
        requirePower();
        DiskFile file = visible.get(name);
        if (file == null) {
            throw new FileNotFoundException(name);
        }
        return new ByteArrayInputStream(file.content());
    }

    @Override
    public synchronized long size(String name) throws IOException {
        return existing(name).content().length;
    }

    @Override
    public synchronized JournalFile create(String name) throws IOException {
        boolean after = before("create " + name);
        if (visible.containsKey(name)) {
            throw new FileAlreadyExistsException(name);
        }
        DiskFile file = DiskFile.empty();
        change(new NameChange(null, name, file));
        after(after);
        return new OpenFile(file);
    }

    @Override
    public synchronized void rename(String from, String to) throws IOException {
        DiskFile file = existing(from);
        boolean after = before("rename " + from + " to " + to);
        if (visible.containsKey(to)) {
            throw new FileAlreadyExistsException(to);
        }
        change(new NameChange(from, to, file));
        after(after);
    }

    @Override
    public synchronized void delete(String name) throws IOException {
        boolean after = before("delete " + name);
        DiskFile file = visible.get(name);
        if (file != null) {
            change(new NameChange(name, null, file));
        }
        after(after);
    }

    @Override
    public synchronized void sync(String name) throws IOException {
        DiskFile file = existing(name);
        boolean after = before("sync " + name, file);
        file.sync();
        after(after);
    }

    @Override
    public synchronized void syncDirectory() throws IOException {
        boolean after = before("sync directory");
        if (!"sync directory".startsWith(lie)) {
            unsyncedNames.forEach(change -> change.applyTo(durable));
            unsyncedNames.clear();
        }
        after(after);
    }

    @Override
    public String location() {
        return "memory";
    }

    private void change(NameChange change) {
        change.applyTo(visible);
        unsyncedNames.add(change);
        if (change.to() != null) {
            change.file().name(change.to());
        }
    }

    private DiskFile existing(String name) throws IOException {
        requirePower();
        DiskFile file = visible.get(name);
        if (file == null) {
            throw new NoSuchFileException(name);
        }
        return file;
    }

    private boolean before(String operation) throws IOException {
        return before(operation, null);
    }

    /** Returns whether the power fails after the operation. */
    private boolean before(String operation, DiskFile synced) throws IOException {
        requirePower();
        beforeOperation.run();
        operations.add(operation);
        if (operations.size() - 1 != faultAt && !faultOn.test(operation)) {
            return false;
        }
        faultReached = true;
        faultOn = other -> false;
        switch (fault) {
            case POWER_LOSS_BEFORE, POWER_LOSS_DURING -> {
                powerLost = true;
                throw new PowerLoss();
            }
            case POWER_LOSS_AFTER -> {
                return true;
            }
            case IO_ERROR, DISK_FULL -> {
                if (synced != null) {
                    synced.failSync();
                }
                throw fault == Fault.IO_ERROR
                        ? new IOException("injected at " + operation)
                        : new DiskFullException("injected at " + operation, new IOException("no space"));
            }
        }
        return false;
    }

    private void after(boolean powerFails) {
        if (powerFails) {
            powerLost = true;
            throw new PowerLoss();
        }
    }

    private void requirePower() {
        if (powerLost) {
            throw new PowerLoss();
        }
    }

    private final class OpenFile implements JournalFile {
        private final DiskFile file;
        private final long openedIn = epoch;
        private boolean failed;

        private OpenFile(DiskFile file) {
            this.file = file;
        }

        @Override
        public void append(byte[] bytes, int offset, int length) throws IOException {
            synchronized (CrashingStore.this) {
                requireSound();
                boolean after;
                try {
                    after = before("append " + file.name());
                } catch (IOException | PowerLoss e) {
                    failed = true;
                    if (fault != Fault.POWER_LOSS_BEFORE) {
                        file.append(bytes, offset, random.nextInt(length + 1));
                    }
                    throw e;
                }
                file.append(bytes, offset, length);
                after(after);
            }
        }

        @Override
        public void sync() throws IOException {
            synchronized (CrashingStore.this) {
                requireSound();
                boolean after;
                try {
                    after = before("sync " + file.name(), file);
                } catch (IOException e) {
                    failed = true;
                    throw e;
                }
                if (!("sync " + file.name()).startsWith(lie)) {
                    file.sync();
                }
                after(after);
            }
        }

        @Override
        public void close() {}

        private void requireSound() throws IOException {
            requirePower();
            if (openedIn != epoch) {
                throw new IOException("this process is dead: " + file.name());
            }
            if (failed) {
                throw new AssertionError("a poisoned file was used again: " + file.name());
            }
        }
    }
}
