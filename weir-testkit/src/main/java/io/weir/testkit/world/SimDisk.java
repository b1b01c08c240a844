package io.weir.testkit.world;

import io.weir.engine.journal.DiskFullException;
import io.weir.engine.journal.JournalFile;
import io.weir.engine.journal.JournalStore;
import io.weir.engine.journal.ReadableStore;
import java.io.ByteArrayInputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A directory on a disk as hostile as disks may be. What was not synced may be lost, torn at any byte or filled with zeros when the power fails; names that
 * were not synced come and go one by one. After a failed sync the bytes can still be read, and later syncs of the file succeed without making them durable.
 *
 * <p>Threading: confined to the world.
 */
public final class SimDisk {

    private static final String LOCATION = "the simulated disk";

    private final Entropy entropy;
    private final NavigableMap<String, Inode> visible = new TreeMap<>();
    private final NavigableMap<String, Inode> durable = new TreeMap<>();
    private final List<NameChange> unsyncedNames = new ArrayList<>();
    private long nameChanges;

    public SimDisk(Entropy entropy) {
        this.entropy = entropy;
    }

    /** Returns the directory as one process sees it: what the process does after its death has no effect. */
    public JournalStore storeOf(SimProcess process) {
        return new Store(process);
    }

    /** The power fails and comes back: only what was durable is sure to be there. All processes must be dead. */
    public void losePower() {
        for (NameChange change : unsyncedNames) {
            if (entropy.nextBoolean()) {
                change.applyTo(durable);
            }
        }
        unsyncedNames.clear();
        visible.clear();
        visible.putAll(durable);
        visible.values().forEach(inode -> inode.losePower(entropy));
    }

    /** Returns the names of the files, sorted. */
    public List<String> names() {
        return List.copyOf(visible.keySet());
    }

    /** Returns how often names have changed. */
    public long nameChanges() {
        return nameChanges;
    }

    /** Opens a file for somebody who is no process of the world. */
    public InputStream read(String name) throws IOException {
        Inode inode = visible.get(name);
        if (inode == null) {
            throw new FileNotFoundException(name);
        }
        return new ByteArrayInputStream(inode.bytes());
    }

    /** Returns the directory as somebody sees it who is no process of the world, and only reads. */
    public ReadableStore reader() {
        return new Reader();
    }

    private void change(NameChange change) {
        nameChanges++;
        change.applyTo(visible);
        unsyncedNames.add(change);
    }

    private Inode existing(String name) throws IOException {
        Inode inode = visible.get(name);
        if (inode == null) {
            throw new NoSuchFileException(name);
        }
        return inode;
    }

    /** One entry of the directory made, removed, or both at once. */
    private record NameChange(
            @Nullable String from, @Nullable String to, Inode inode) {

        void applyTo(NavigableMap<String, Inode> names) {
            if (from != null) {
                names.remove(from, inode);
            }
            if (to != null) {
                names.put(to, inode);
            }
        }
    }

    private final class Reader implements ReadableStore {

        @Override
        public List<String> list() {
            return names();
        }

        @Override
        public InputStream open(String name) throws IOException {
            return SimDisk.this.read(name);
        }

        @Override
        public long size(String name) throws IOException {
            return existing(name).size();
        }

        @Override
        public String location() {
            return LOCATION;
        }
    }

    private final class Store implements JournalStore {
        private final SimProcess process;

        Store(SimProcess process) {
            this.process = process;
        }

        @Override
        public List<String> list() throws IOException {
            before("disk.list");
            return names();
        }

        @Override
        public InputStream open(String name) throws IOException {
            before("disk.read");
            return SimDisk.this.read(name);
        }

        @Override
        public long size(String name) throws IOException {
            return existing(name).size();
        }

        @Override
        public JournalFile create(String name) throws IOException {
            before("disk.create");
            if (visible.containsKey(name)) {
                throw new FileAlreadyExistsException(name);
            }
            Inode inode = new Inode();
            change(new NameChange(null, name, inode));
            process.point("disk.create");
            return new OpenFile(inode, process);
        }

        @Override
        public void rename(String from, String to) throws IOException {
            before("disk.rename");
            Inode inode = existing(from);
            if (visible.containsKey(to)) {
                throw new FileAlreadyExistsException(to);
            }
            change(new NameChange(from, to, inode));
            process.point("disk.rename");
        }

        @Override
        public void delete(String name) throws IOException {
            before("disk.delete");
            Inode inode = visible.get(name);
            if (inode != null) {
                change(new NameChange(name, null, inode));
            }
            process.point("disk.delete");
        }

        @Override
        public void sync(String name) throws IOException {
            Inode inode = existing(name);
            if (!process.call("disk.sync").happens()) {
                inode.failSync(entropy);
                throw new IOException("the simulated disk failed to sync " + name);
            }
            inode.sync();
            process.point("disk.sync");
        }

        @Override
        public void syncDirectory() throws IOException {
            before("disk.syncDirectory");
            unsyncedNames.forEach(change -> change.applyTo(durable));
            unsyncedNames.clear();
            process.point("disk.syncDirectory");
        }

        @Override
        public String location() {
            return LOCATION;
        }

        private void before(String what) throws IOException {
            if (!process.call(what).happens()) {
                throw new IOException("the simulated disk failed: " + what);
            }
        }
    }

    private final class OpenFile implements JournalFile {
        private final Inode inode;
        private final SimProcess process;
        private boolean failed;

        OpenFile(Inode inode, SimProcess process) {
            this.inode = inode;
            this.process = process;
        }

        @Override
        public void append(byte[] bytes, int offset, int length) throws IOException {
            requireSound();
            process.requireAlive();
            Reply reply;
            try {
                reply = process.call("disk.append");
            } catch (ProcessDied e) {
                inode.append(bytes, offset, entropy.nextInt(length + 1));
                throw e;
            }
            if (!reply.happens()) {
                failed = true;
                inode.append(bytes, offset, entropy.nextInt(length + 1));
                if (entropy.nextBoolean()) {
                    throw new DiskFullException("the simulated disk is full", new IOException("no space left"));
                }
                throw new IOException("the simulated disk failed to write");
            }
            inode.append(bytes, offset, length);
            process.point("disk.append");
        }

        @Override
        public void sync() throws IOException {
            requireSound();
            if (!process.call("disk.sync").happens()) {
                failed = true;
                inode.failSync(entropy);
                throw new IOException("the simulated disk failed to sync");
            }
            inode.sync();
            process.point("disk.sync");
        }

        @Override
        public void close() {}

        private void requireSound() {
            if (failed) {
                process.world().defect("a poisoned file was used again", null);
            }
        }
    }
}
