package io.weir.s3;

import io.weir.engine.journal.JournalFile;
import io.weir.engine.journal.JournalStore;
import io.weir.error.WeirException;
import io.weir.s3.Keys.Part;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The files of one job in a bucket.
 *
 * <p>Threading: Thread-safe.
 */
final class ObjectStore implements JournalStore {

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._-]{1,100}");

    /** A request takes as long as some such number of bytes more would. */
    private static final long CHECKPOINT_OVERHEAD = 128 << 10;

    private final Bucket bucket;
    private final Keys keys;
    private final Directory directory;
    private final ObjectReader reader;
    private final int partSizeMax;

    private final Object lock = new Object();
    private boolean closed;

    ObjectStore(Bucket bucket, Keys keys, String location, int partSizeMax, int threadCount) {
        this.bucket = bucket;
        this.keys = keys;
        this.directory = new Directory(bucket, keys, location);
        this.reader = new ObjectReader(bucket, keys, directory, location, threadCount);
        this.partSizeMax = partSizeMax;
    }

    @Override
    public List<String> list() throws IOException {
        requireOpen();
        return reader.list();
    }

    @Override
    public InputStream open(String name) throws IOException {
        requireOpen();
        return reader.open(name);
    }

    @Override
    public long size(String name) throws IOException {
        requireOpen();
        return reader.size(name);
    }

    @Override
    public String location() {
        return reader.location();
    }

    @Override
    public JournalFile create(String name) throws IOException {
        Change made = directory.make(new Change.Creation(checked(name)));
        return new ObjectFile(bucket, keys, ((Change.Creation) made).place(), partSizeMax);
    }

    @Override
    public void rename(String from, String to) throws IOException {
        directory.make(new Change.Renaming(from, checked(to), existing(from)));
    }

    /** Forgets the name, and then deletes the parts: whoever finds the name still there has found all of them. */
    @Override
    public void delete(String name) throws IOException {
        requireOpen();
        String place = directory.known().place(name);
        if (place == null) {
            place = directory.latest().place(name);
        }
        if (place == null) {
            return;
        }
        directory.make(new Change.Removal(name, place));
        // Somebody else may have given the file another name before; then it is not this one's to delete.
        if (!directory.known().files().containsValue(place)) {
            List<String> parts = new ArrayList<>();
            for (StoredObject object : bucket.list(keys.data(place))) {
                parts.add(object.key());
            }
            bucket.delete(parts);
        }
    }

    /** Nothing is to be done: an object that can be read is durable. */
    @Override
    public void sync(String name) throws IOException {
        existing(name);
    }

    /** Nothing is to be done: a change of the directory is durable once it is made. */
    @Override
    public void syncDirectory() throws IOException {
        requireOpen();
    }

    @Override
    public void takeOver() throws IOException {
        requireOpen();
        directory.make(new Change.TakeOver());
    }

    @Override
    public long memory() {
        return Runtime.getRuntime().maxMemory();
    }

    @Override
    public long checkpointOverhead() {
        return CHECKPOINT_OVERHEAD;
    }

    /** Nothing can be done with the store any more. Idempotent. */
    @Override
    public void close() {
        synchronized (lock) {
            closed = true;
        }
        bucket.close();
    }

    /**
     * Deletes what crashes have left: parts in places that no file has. A place is in the directory before its first part is made, and never comes back once it is not; so what is found first,
     * and not in the directory that is read afterwards, belongs to nobody, whoever else is at work.
     *
     * @throws WeirException {@code corrupt-checkpoint} if there are parts, and there is no directory
     */
    void sweep() throws IOException {
        List<Part> parts = new ArrayList<>();
        for (StoredObject object : bucket.list(keys.data())) {
            Part part = keys.partOf(object);
            if (part != null) {
                parts.add(part);
            }
        }
        DirectoryState state = directory.latest();
        if (state.sequence() == 0 && !parts.isEmpty()) {
            throw Directory.corrupt(
                    location(),
                    keys.directories(),
                    "there is no such object, and there are parts of files, such as "
                            + parts.get(0).key(),
                    null);
        }
        List<String> orphans = new ArrayList<>();
        for (Part part : parts) {
            if (!state.files().containsValue(part.place())) {
                orphans.add(part.key());
            }
        }
        bucket.delete(orphans);
    }

    private String existing(String name) throws IOException {
        requireOpen();
        String place = directory.known().place(name);
        if (place == null) {
            place = directory.latest().place(name);
        }
        if (place == null) {
            throw new NoSuchFileException(name);
        }
        return place;
    }

    private String checked(String name) throws IOException {
        requireOpen();
        if (!NAME.matcher(name).matches()) {
            throw WeirException.defect(
                    "a file cannot have the name " + name, "the journal gives its files plain names");
        }
        return name;
    }

    /** Stops an attempt that goes on after the store was closed. */
    private void requireOpen() throws IOException {
        synchronized (lock) {
            if (closed) {
                throw new IOException("the store is closed: " + location());
            }
        }
    }
}
