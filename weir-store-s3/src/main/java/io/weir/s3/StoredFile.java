package io.weir.s3;

import io.weir.s3.Keys.Part;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A file with all its parts, as it was at one moment. It is never shorter than that in silence: each part tells its number and where it begins.
 *
 * <p>Threading: Immutable.
 */
record StoredFile(String name, String place, List<Part> parts) {

    /** Each time a file of that name gives way to another. */
    private static final int TRIES_MAX = 10;

    StoredFile {
        parts = List.copyOf(parts);
    }

    long size() {
        long size = 0;
        for (Part part : parts) {
            size += part.size();
        }
        return size;
    }

    /**
     * Finds a file.
     *
     * @throws NoSuchFileException if there is none of that name
     * @throws io.weir.error.WeirException {@code corrupt-checkpoint} if a part is missing
     */
    static StoredFile find(Bucket bucket, Keys keys, Directory directory, String location, String name)
            throws IOException {
        String place = directory.known().place(name);
        for (int tries = 0; tries < TRIES_MAX; tries++) {
            if (place == null) {
                place = existing(directory.latest(), name);
            }
            List<Part> parts = parts(bucket, keys, place);
            // Parts are deleted after the name: they were all there if the name still is.
            String now = existing(directory.latest(), name);
            if (now.equals(place)) {
                return new StoredFile(name, place, whole(parts, keys, place, location));
            }
            place = now;
        }
        throw new IOException("the file gives way to others all the time: " + name);
    }

    private static String existing(DirectoryState state, String name) throws NoSuchFileException {
        @Nullable String place = state.place(name);
        if (place == null) {
            throw new NoSuchFileException(name);
        }
        return place;
    }

    private static List<Part> parts(Bucket bucket, Keys keys, String place) throws IOException {
        List<Part> parts = new ArrayList<>();
        for (StoredObject object : bucket.list(keys.data(place))) {
            Part part = keys.partOf(object);
            if (part != null) {
                parts.add(part);
            }
        }
        parts.sort(Comparator.comparingInt(Part::number));
        return parts;
    }

    private static List<Part> whole(List<Part> parts, Keys keys, String place, String location) {
        long end = 0;
        int number = 0;
        for (Part part : parts) {
            number++;
            if (part.number() != number) {
                throw Directory.corrupt(
                        location, keys.part(place, number, end), "it is missing, and there is a later part", null);
            }
            if (part.offset() != end) {
                throw Directory.corrupt(
                        location,
                        part.key(),
                        "it begins at byte " + part.offset() + ", and the parts before it end at byte " + end,
                        null);
            }
            end += part.size();
        }
        return parts;
    }
}
