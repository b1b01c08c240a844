package io.weir.s3;

import io.weir.engine.journal.ReadableStore;
import io.weir.s3.Keys.Part;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.NoSuchFileException;
import java.util.List;

/**
 * The files of a job in a bucket, to be read.
 *
 * <p>Threading: Thread-safe.
 */
final class ObjectReader implements ReadableStore {

    private final Bucket bucket;
    private final Keys keys;
    private final Directory directory;
    private final String location;
    private final int threadCount;

    /**
     * @param threadCount how many parts of a file are asked for at once
     */
    ObjectReader(Bucket bucket, Keys keys, Directory directory, String location, int threadCount) {
        this.bucket = bucket;
        this.keys = keys;
        this.directory = directory;
        this.location = location;
        this.threadCount = threadCount;
    }

    @Override
    public List<String> list() throws IOException {
        return List.copyOf(directory.latest().files().keySet());
    }

    @Override
    public InputStream open(String name) throws IOException {
        StoredFile file = find(name);
        return new PartsInputStream(file.parts(), part -> fetch(file, part), threadCount);
    }

    @Override
    public long size(String name) throws IOException {
        return find(name).size();
    }

    @Override
    public long memory() {
        return Runtime.getRuntime().maxMemory();
    }

    @Override
    public String location() {
        return location;
    }

    @Override
    public void close() {
        bucket.close();
    }

    StoredFile find(String name) throws IOException {
        return StoredFile.find(bucket, keys, directory, location, name);
    }

    private byte[] fetch(StoredFile file, Part part) throws IOException {
        byte[] bytes = bucket.get(part.key());
        if (bytes == null) {
            if (!file.place().equals(directory.latest().place(file.name()))) {
                throw new NoSuchFileException(file.name());
            }
            throw Directory.corrupt(location, part.key(), "it was there, and is not any more", null);
        }
        if (bytes.length != part.size()) {
            throw Directory.corrupt(
                    location,
                    part.key(),
                    "it has " + bytes.length + " bytes, and the listing says " + part.size(),
                    null);
        }
        return bytes;
    }
}
