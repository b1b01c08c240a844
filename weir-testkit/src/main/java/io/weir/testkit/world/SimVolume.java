package io.weir.testkit.world;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A file system with directories, on a disk that loses what was not synced. Changes of names are one log, as on a journaling file system: syncing any directory makes all changes up to then
 * durable, and a loss of power cuts the log anywhere behind that. What files hold goes as on a {@link SimDisk}: lost, torn at any byte or zero where it was not synced.
 *
 * <p>Paths are absolute, with {@code /} between their parts and none at the end. The root is there.
 *
 * <p>Threading: confined to the world.
 */
public final class SimVolume {

    private static final String ROOT = "/";

    private final Entropy entropy;
    private final NavigableMap<String, Entry> visible = new TreeMap<>();
    private final NavigableMap<String, Entry> durable = new TreeMap<>();
    private final List<NameChange> unsyncedNames = new ArrayList<>();
    private long nameChanges;

    /**
     * A file that has a name.
     *
     * @param since greater for names that were given later
     */
    public record Named(String path, int size, long since) {}

    /**
     * What a name stands for.
     *
     * @param file null for a directory
     */
    private record Entry(@Nullable Inode file, long since) {}

    /** Whether also a look at what a file is can go wrong. */
    private final boolean distant;

    public SimVolume(Entropy entropy) {
        this(entropy, false);
    }

    private SimVolume(Entropy entropy, boolean distant) {
        this.entropy = entropy;
        this.distant = distant;
    }

    /** Makes one behind a network: also a look at what a file is can go wrong. */
    public static SimVolume distant(Entropy entropy) {
        return new SimVolume(entropy, true);
    }

    /** Returns the file system as one process sees it: what the process does after its death has no effect. */
    public Access accessOf(SimProcess process) {
        return new Access(process);
    }

    /** The power fails and comes back: only what was durable is sure to be there. All processes must be dead. */
    public void losePower() {
        int kept = unsyncedNames.isEmpty() ? 0 : entropy.nextInt(unsyncedNames.size() + 1);
        unsyncedNames.subList(0, kept).forEach(change -> change.applyTo(durable));
        unsyncedNames.clear();
        visible.clear();
        visible.putAll(durable);
        for (Entry entry : visible.values()) {
            Inode file = entry.file();
            if (file != null) {
                file.losePower(entropy);
            }
        }
    }

    /** Returns the files below a directory, for somebody who is no process of the world, in the order in which they got their names. */
    public List<Named> filesBelow(String directory) {
        List<Named> files = new ArrayList<>();
        below(visible, directory).forEach((path, entry) -> {
            Inode file = entry.file();
            if (file != null) {
                files.add(new Named(path, file.size(), entry.since()));
            }
        });
        files.sort((one, other) -> Long.compare(one.since(), other.since()));
        return files;
    }

    /** Opens a file for somebody who is no process of the world. */
    public InputStream read(String path) throws IOException {
        return new ByteArrayInputStream(existing(path).bytes());
    }

    /**
     * Gives a name to a file, whole and durable at once, for somebody who is no process of the world; makes the directories above it that are missing.
     *
     * @param modifiedMillis when it was changed last; files that processes write say 0
     */
    public void put(String path, byte[] bytes, long modifiedMillis) {
        Inode file = new Inode(modifiedMillis);
        file.append(bytes, 0, bytes.length);
        file.sync();
        for (NavigableMap<String, Entry> names : List.of(visible, durable)) {
            for (int slash = path.indexOf('/', 1); slash > 0; slash = path.indexOf('/', slash + 1)) {
                names.putIfAbsent(path.substring(0, slash), new Entry(null, next()));
            }
            names.put(path, new Entry(file, next()));
        }
    }

    /** Takes a file away for good, for somebody who is no process of the world. */
    public void remove(String path) {
        next();
        visible.remove(path);
        durable.remove(path);
    }

    /** Returns how often names have changed. */
    public long nameChanges() {
        return nameChanges;
    }

    private void change(@Nullable String from, @Nullable String to, Entry entry) {
        NameChange change = new NameChange(from, to, entry);
        change.applyTo(visible);
        unsyncedNames.add(change);
    }

    private long next() {
        return ++nameChanges;
    }

    private static NavigableMap<String, Entry> below(NavigableMap<String, Entry> names, String directory) {
        String prefix = directory.equals(ROOT) ? ROOT : directory + "/";
        return names.subMap(prefix, false, prefix.substring(0, prefix.length() - 1) + (char) ('/' + 1), false);
    }

    private boolean isDirectory(String path) {
        Entry entry = visible.get(path);
        return path.equals(ROOT) || entry != null && entry.file() == null;
    }

    private void requireParent(String path) throws IOException {
        int slash = path.lastIndexOf('/');
        if (!isDirectory(slash <= 0 ? ROOT : path.substring(0, slash))) {
            throw new NoSuchFileException(path);
        }
    }

    private Inode existing(String path) throws IOException {
        Entry entry = visible.get(path);
        Inode file = entry == null ? null : entry.file();
        if (file == null) {
            throw new NoSuchFileException(path);
        }
        return file;
    }

    /** A name given, taken, or both at once, with all names below it. */
    private record NameChange(
            @Nullable String from, @Nullable String to, Entry entry) {

        void applyTo(NavigableMap<String, Entry> names) {
            List<String> moved =
                    from == null ? List.of() : List.copyOf(below(names, from).keySet());
            if (from != null) {
                names.remove(from);
            }
            if (to != null) {
                names.put(to, entry);
            }
            for (String path : moved) {
                Entry each = names.remove(path);
                if (to != null && each != null) {
                    names.put(to + path.substring(String.valueOf(from).length()), each);
                }
            }
        }
    }

    /** The file system as a process sees it. */
    public final class Access {
        private final SimProcess process;

        private Access(SimProcess process) {
            this.process = process;
        }

        /** Returns the names in a directory, sorted. */
        public List<String> names(String directory) throws IOException {
            before("disk.list");
            if (!SimVolume.this.isDirectory(directory)) {
                throw new NoSuchFileException(directory);
            }
            int start = directory.equals(ROOT) ? 1 : directory.length() + 1;
            List<String> names = new ArrayList<>();
            for (String path : below(visible, directory).keySet()) {
                if (path.indexOf('/', start) < 0) {
                    names.add(path.substring(start));
                }
            }
            return names;
        }

        public boolean isDirectory(String path) {
            process.requireAlive();
            return SimVolume.this.isDirectory(path);
        }

        /** Returns how many bytes a file has; 0 for a directory. */
        public long size(String path) throws IOException {
            process.requireAlive();
            return SimVolume.this.isDirectory(path) ? 0 : existing(path).size();
        }

        /** Returns when a file is said to have been changed last, in milliseconds; 0 for a directory. */
        public long modifiedMillis(String path) throws IOException {
            process.requireAlive();
            return SimVolume.this.isDirectory(path) ? 0 : existing(path).modifiedMillis();
        }

        public InputStream read(String path) throws IOException {
            before("disk.read");
            return SimVolume.this.read(path);
        }

        /** Is about to look at what a file is. */
        public void look() throws IOException {
            if (distant) {
                before("disk.look");
            }
        }

        /** Goes on reading a file that is open: that can go wrong as well. */
        public void readOn() throws IOException {
            before("disk.read");
        }

        public void createDirectory(String path) throws IOException {
            before("disk.create");
            requireFree(path);
            change(null, path, new Entry(null, next()));
            process.point("disk.create");
        }

        public OpenFile create(String path) throws IOException {
            before("disk.create");
            requireFree(path);
            Inode file = new Inode();
            change(null, path, new Entry(file, next()));
            process.point("disk.create");
            return new OpenFile(file, process);
        }

        /** Gives a file or directory another name; a file of that name is replaced. */
        public void move(String from, String to) throws IOException {
            before("disk.rename");
            Entry entry = visible.get(from);
            if (entry == null) {
                throw new NoSuchFileException(from);
            }
            requireParent(to);
            if (SimVolume.this.isDirectory(to)) {
                throw new FileAlreadyExistsException(to);
            }
            change(from, to, new Entry(entry.file(), next()));
            process.point("disk.rename");
        }

        public void delete(String path) throws IOException {
            before("disk.delete");
            Entry entry = visible.get(path);
            if (entry == null) {
                throw new NoSuchFileException(path);
            }
            if (!below(visible, path).isEmpty()) {
                throw new DirectoryNotEmptyException(path);
            }
            next();
            change(path, null, entry);
            process.point("disk.delete");
        }

        public void syncDirectory(String path) throws IOException {
            before("disk.syncDirectory");
            if (!SimVolume.this.isDirectory(path)) {
                throw new NoSuchFileException(path);
            }
            unsyncedNames.forEach(change -> change.applyTo(durable));
            unsyncedNames.clear();
            process.point("disk.syncDirectory");
        }

        private void requireFree(String path) throws IOException {
            requireParent(path);
            if (SimVolume.this.isDirectory(path) || visible.containsKey(path)) {
                throw new FileAlreadyExistsException(path);
            }
        }

        private void before(String what) throws IOException {
            if (!process.call(what).happens()) {
                throw new IOException("the simulated disk failed: " + what);
            }
        }
    }

    /** A file that a process writes, whatever its name is by now. */
    public final class OpenFile {
        private final Inode file;
        private final SimProcess process;
        private boolean failed;

        private OpenFile(Inode file, SimProcess process) {
            this.file = file;
            this.process = process;
        }

        /** A process that dies here may have written some of it. */
        public void append(byte[] bytes, int offset, int length) throws IOException {
            requireSound();
            process.requireAlive();
            Reply reply;
            try {
                reply = process.call("disk.append");
            } catch (ProcessDied e) {
                file.append(bytes, offset, entropy.nextInt(length + 1));
                throw e;
            }
            if (!reply.happens()) {
                failed = true;
                file.append(bytes, offset, entropy.nextInt(length + 1));
                throw new IOException(
                        entropy.nextBoolean() ? "No space left on device" : "the simulated disk failed to write");
            }
            file.append(bytes, offset, length);
            process.point("disk.append");
        }

        public void sync() throws IOException {
            requireSound();
            if (!process.call("disk.sync").happens()) {
                failed = true;
                file.failSync(entropy);
                throw new IOException("the simulated disk failed to sync");
            }
            file.sync();
            process.point("disk.sync");
        }

        public long size() {
            return file.size();
        }

        private void requireSound() {
            if (failed) {
                process.world().defect("a poisoned file was used again", null);
            }
        }
    }
}
