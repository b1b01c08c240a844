package io.weir.engine.journal;

import java.io.ByteArrayInputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.NavigableMap;
import java.util.Random;
import java.util.TreeMap;

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
    private final NavigableMap<String, Inode> visible = new TreeMap<>();
    private final NavigableMap<String, Inode> durable = new TreeMap<>();
    private final List<NameChange> unsyncedNames = new ArrayList<>();
    private final List<String> operations = new ArrayList<>();
    private long epoch;
    private boolean powerLost;
    private boolean faultReached;
    private int faultAt = -1;
    private Fault fault = Fault.IO_ERROR;

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

    synchronized void failNever() {
        operations.clear();
        faultAt = -1;
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
        visible.values().forEach(inode -> inode.crash(random));
        kill();
    }

    /** The process is killed: everything is there, but nothing more is durable. */
    synchronized void kill() {
        powerLost = false;
        epoch++;
        failNever();
    }

    /** Returns a copy of a file. */
    synchronized byte[] bytes(String name) {
        return visible.get(name).content.clone();
    }

    /** Replaces a file, or makes one, durably. */
    synchronized void put(String name, byte[] bytes) {
        Inode inode = new Inode();
        inode.content = bytes.clone();
        inode.durable = bytes.clone();
        visible.put(name, inode);
        durable.put(name, inode);
    }

    /** Removes a file durably. */
    synchronized void remove(String name) {
        visible.remove(name);
        durable.remove(name);
    }

    synchronized CrashingStore copy(Random copysRandom) {
        CrashingStore copy = new CrashingStore(copysRandom);
        visible.forEach((name, inode) -> copy.put(name, inode.content));
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
        Inode inode = visible.get(name);
        if (inode == null) {
            throw new FileNotFoundException(name);
        }
        return new ByteArrayInputStream(inode.content);
    }

    @Override
    public synchronized long size(String name) throws IOException {
        return existing(name).content.length;
    }

    @Override
    public synchronized JournalFile create(String name) throws IOException {
        boolean after = before("create " + name);
        if (visible.containsKey(name)) {
            throw new FileAlreadyExistsException(name);
        }
        Inode inode = new Inode();
        change(new NameChange(null, name, inode));
        after(after);
        return new OpenFile(inode);
    }

    @Override
    public synchronized void rename(String from, String to) throws IOException {
        Inode inode = existing(from);
        boolean after = before("rename " + from + " to " + to);
        if (visible.containsKey(to)) {
            throw new FileAlreadyExistsException(to);
        }
        change(new NameChange(from, to, inode));
        after(after);
    }

    @Override
    public synchronized void delete(String name) throws IOException {
        boolean after = before("delete " + name);
        Inode inode = visible.get(name);
        if (inode != null) {
            change(new NameChange(name, null, inode));
        }
        after(after);
    }

    @Override
    public synchronized void sync(String name) throws IOException {
        Inode inode = existing(name);
        boolean after = before("sync " + name, inode);
        inode.sync();
        after(after);
    }

    @Override
    public synchronized void syncDirectory() throws IOException {
        boolean after = before("sync directory");
        unsyncedNames.forEach(change -> change.applyTo(durable));
        unsyncedNames.clear();
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
            change.inode().name = change.to();
        }
    }

    private Inode existing(String name) throws IOException {
        requirePower();
        Inode inode = visible.get(name);
        if (inode == null) {
            throw new NoSuchFileException(name);
        }
        return inode;
    }

    private boolean before(String operation) throws IOException {
        return before(operation, null);
    }

    /** Returns whether the power fails after the operation. */
    private boolean before(String operation, Inode synced) throws IOException {
        requirePower();
        operations.add(operation);
        if (operations.size() - 1 != faultAt) {
            return false;
        }
        faultReached = true;
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
                    synced.failSync(random);
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

    /** A file, which may have a name or none. */
    private static final class Inode {
        private String name = "";
        private byte[] content = {};

        /** What a power loss leaves for certain; never longer than {@code content}. */
        private byte[] durable = {};

        void append(byte[] bytes, int offset, int length) {
            int size = content.length;
            content = Arrays.copyOf(content, size + length);
            System.arraycopy(bytes, offset, content, size, length);
        }

        void sync() {
            int synced = durable.length;
            durable = Arrays.copyOf(durable, content.length);
            System.arraycopy(content, synced, durable, synced, content.length - synced);
        }

        /** The bytes count as synced from now on, but only some reached the disk. */
        void failSync(Random random) {
            durable = torn(random);
            durable = Arrays.copyOf(durable, content.length);
        }

        void crash(Random random) {
            content = torn(random);
            durable = content.clone();
        }

        private byte[] torn(Random random) {
            int unsynced = content.length - durable.length;
            int kept = switch (random.nextInt(4)) {
                case 0 -> 0;
                case 1 -> unsynced;
                default -> unsynced == 0 ? 0 : random.nextInt(unsynced + 1);
            };
            byte[] left = Arrays.copyOf(durable, durable.length + kept);
            System.arraycopy(content, durable.length, left, durable.length, kept);
            if (kept > 0 && random.nextInt(3) == 0) {
                int from = durable.length + random.nextInt(kept);
                Arrays.fill(left, from, from + 1 + random.nextInt(left.length - from), (byte) 0);
            }
            return left;
        }
    }

    /** One entry of the directory made, removed, or both at once. */
    private record NameChange(String from, String to, Inode inode) {

        void applyTo(NavigableMap<String, Inode> names) {
            if (from != null) {
                names.remove(from, inode);
            }
            if (to != null) {
                names.put(to, inode);
            }
        }
    }

    private final class OpenFile implements JournalFile {
        private final Inode inode;
        private final long openedIn = epoch;
        private boolean failed;

        private OpenFile(Inode inode) {
            this.inode = inode;
        }

        @Override
        public void append(byte[] bytes, int offset, int length) throws IOException {
            synchronized (CrashingStore.this) {
                requireSound();
                boolean after;
                try {
                    after = before("append " + inode.name);
                } catch (IOException | PowerLoss e) {
                    failed = true;
                    if (fault != Fault.POWER_LOSS_BEFORE) {
                        inode.append(bytes, offset, random.nextInt(length + 1));
                    }
                    throw e;
                }
                inode.append(bytes, offset, length);
                after(after);
            }
        }

        @Override
        public void sync() throws IOException {
            synchronized (CrashingStore.this) {
                requireSound();
                boolean after;
                try {
                    after = before("sync " + inode.name, inode);
                } catch (IOException e) {
                    failed = true;
                    throw e;
                }
                inode.sync();
                after(after);
            }
        }

        @Override
        public void close() {}

        private void requireSound() throws IOException {
            requirePower();
            if (openedIn != epoch) {
                throw new IOException("this process is dead: " + inode.name);
            }
            if (failed) {
                throw new AssertionError("a poisoned file was used again: " + inode.name);
            }
        }
    }
}
