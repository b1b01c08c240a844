package io.weir.s3;

import io.weir.error.ErrorKind;
import io.weir.error.WeirException;
import io.weir.serde.CorruptDataException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.NavigableMap;
import org.jspecify.annotations.Nullable;

/**
 * Which files there are: a sequence of objects, each the whole {@link DirectoryState} after one more change. Whoever makes the object of the next number, which only one can, has made the change;
 * so changes have an order, each of them happens as a whole or not at all, and nobody makes one on the grounds of a state that is no longer true.
 *
 * <p>Threading: Thread-safe. A lock guards what is known; it is held while a change is made, and not while anybody only reads.
 *
 * <p>Invariants:
 * <ul>
 *   <li>D1: the object with the greatest number is never deleted, so numbers only grow. Older ones are, by whoever has seen a greater one.
 *   <li>D2: a change has been made if and only if its object was the greatest, or a later state shows it. An object made where an older one was deleted is neither: it is not noticed by
 *       anybody, and its maker looks, after making it, whether there was a greater one.
 *   <li>D3: a place that is in one state and not in a later one is in no state after that.
 *   <li>D4: who has changed something is the owner; once somebody else has become the owner, he never changes anything again.
 * </ul>
 */
final class Directory {

    /** Older states are deleted together, once there are so many. */
    private static final int OLDER_MAX = 8;

    /** Each lost race means that somebody else has made a change. */
    private static final int TRIES_MAX = 32;

    private final Bucket bucket;
    private final Keys keys;
    private final String location;

    /** Who makes the changes: drawn anew each time that a store is opened. */
    private final String self = Keys.unique();

    private final Object lock = new Object();

    /** The newest state that was read, or made and found to be the newest. */
    private DirectoryState known = DirectoryState.EMPTY;

    private boolean owning;

    Directory(Bucket bucket, Keys keys, String location) {
        this.bucket = bucket;
        this.keys = keys;
        this.location = location;
    }

    /** Returns what was true at some time. */
    DirectoryState known() {
        synchronized (lock) {
            return known;
        }
    }

    /**
     * Returns what is true at some time after the call.
     *
     * @throws WeirException {@code superseded-attempt} if somebody else has taken over what this was the owner of
     */
    DirectoryState latest() throws IOException {
        DirectoryState state = read();
        requireNotTakenOver(state);
        return state;
    }

    /** Makes a change, unless it changes nothing; returns it, or what was made in its place after a lost race. */
    Change make(Change wanted) throws IOException {
        synchronized (lock) {
            Change change = wanted;
            DirectoryState current = known;
            boolean tried = false;
            for (int reads = 0; reads < TRIES_MAX; reads++) {
                requireNotTakenOver(current);
                if (tried) {
                    if (change.isIn(current.files())) {
                        requireOwned(current);
                        return change;
                    }
                    change = change.again();
                }
                DirectoryState next = next(change, current, reads > 0);
                if (next == null && reads > 0) {
                    return change;
                }
                if (next != null) {
                    tried = true;
                    if (put(next) && isNewest(next)) {
                        return change;
                    }
                }
                current = read();
            }
            throw othersAreFaster();
        }
    }

    /** Returns the state after a change; null if it changes nothing, or if it is impossible in a state that may not be true any more. */
    private @Nullable DirectoryState next(Change change, DirectoryState current, boolean fresh) throws IOException {
        try {
            NavigableMap<String, String> files = change.after(current.files());
            return files == null ? null : current.next(self, files);
        } catch (IOException e) {
            if (fresh) {
                throw e;
            }
            return null;
        }
    }

    /** Makes the object of a state; returns false if the number is somebody else's. */
    private boolean put(DirectoryState next) throws IOException {
        byte[] bytes = next.encode();
        String key = keys.directory(next.sequence());
        // The answer to the first of several tries may have been lost: then the object is there, and is this one.
        return bucket.putNew(key, bytes) || Arrays.equals(bytes, bucket.get(key));
    }

    /** Finds out whether an object that was made is the newest, or stands where an older one had been (D2). */
    private boolean isNewest(DirectoryState made) throws IOException {
        List<Long> numbers = numbers();
        long newest = newestOf(numbers);
        if (newest < made.sequence()) {
            throw new IOException(
                    "the server does not list what it has just taken: " + keys.directory(made.sequence()));
        }
        if (newest > made.sequence()) {
            return false;
        }
        known = made;
        owning = true;
        deleteOlder(numbers, newest);
        return true;
    }

    private void deleteOlder(List<Long> numbers, long newest) throws IOException {
        if (numbers.size() > OLDER_MAX) {
            List<String> older = new ArrayList<>();
            for (long number : numbers) {
                if (number < newest) {
                    older.add(keys.directory(number));
                }
            }
            bucket.delete(older);
        }
    }

    private DirectoryState read() throws IOException {
        for (int tries = 0; tries < TRIES_MAX; tries++) {
            // Asked before the listing: what was known then, the listing must show, or something newer.
            DirectoryState before = known();
            long newest = newestOf(numbers());
            if (newest == before.sequence()) {
                return before;
            }
            String key = keys.directory(newest);
            if (newest < before.sequence()) {
                throw corrupt(location, keys.directory(before.sequence()), "it was there, and is not any more", null);
            }
            byte[] bytes = bucket.get(key);
            if (bytes != null) {
                return learn(decode(key, bytes));
            }
        }
        throw othersAreFaster();
    }

    private DirectoryState learn(DirectoryState state) {
        synchronized (lock) {
            if (state.sequence() > known.sequence()) {
                known = state;
            }
            return state;
        }
    }

    private DirectoryState decode(String key, byte[] bytes) {
        int version = DirectoryState.versionOf(bytes);
        if (version > DirectoryState.FORMAT_VERSION) {
            throw WeirException.user(
                    "newer-format",
                    "the checkpoints were written by a newer Weir, location=" + location + ", object=" + key,
                    "it has format version " + version + ", and this program reads up to version "
                            + DirectoryState.FORMAT_VERSION,
                    "run the job with the newer version");
        }
        try {
            DirectoryState state = DirectoryState.decode(bytes);
            if (!key.equals(keys.directory(state.sequence()))) {
                throw corrupt(location, key, "it was written as number " + state.sequence(), null);
            }
            return state;
        } catch (CorruptDataException e) {
            throw corrupt(location, key, String.valueOf(e.getMessage()), e);
        }
    }

    private List<Long> numbers() throws IOException {
        List<Long> numbers = new ArrayList<>();
        for (StoredObject object : bucket.list(keys.directories())) {
            long sequence = keys.sequenceOf(object.key());
            if (sequence > 0) {
                numbers.add(sequence);
            }
        }
        return numbers;
    }

    private static long newestOf(List<Long> numbers) {
        long newest = 0;
        for (long number : numbers) {
            newest = Math.max(newest, number);
        }
        return newest;
    }

    private void requireNotTakenOver(DirectoryState state) {
        synchronized (lock) {
            if (owning && !state.owner().equals(self)) {
                throw takenOver();
            }
        }
    }

    private void requireOwned(DirectoryState state) {
        if (!state.owner().equals(self)) {
            throw takenOver();
        }
    }

    private static IOException othersAreFaster() {
        return new IOException("others change the directory all the time, tries=" + TRIES_MAX);
    }

    private WeirException takenOver() {
        return WeirException.user(
                "superseded-attempt",
                "this process must stop to work on the job, location=" + location,
                "another one has opened the same place and taken the job over",
                "nothing is to be done if that was meant; else find out who started the job a second time");
    }

    /** Something that files depend on is missing or cannot be read. */
    static WeirException corrupt(String location, String key, String reason, @Nullable Throwable cause) {
        return new WeirException(
                "corrupt-checkpoint",
                ErrorKind.USER,
                "the checkpoints are damaged, location=" + location + ", object=" + key,
                reason,
                "restore the objects below this prefix from a copy, or name an empty prefix and accept that the job"
                        + " begins anew; the damaged objects were not touched",
                cause);
    }
}
