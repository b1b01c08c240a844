package io.weir.s3;

import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A change of which files there are.
 *
 * <p>Threading: Immutable.
 */
interface Change {

    /**
     * Returns the files after the change; null if it changes nothing.
     *
     * @throws FileAlreadyExistsException if it would give a name twice
     * @throws NoSuchFileException if a file is missing
     */
    @Nullable NavigableMap<String, String> after(NavigableMap<String, String> files)
            throws FileAlreadyExistsException, NoSuchFileException;

    /** Returns whether a later state proves that the change was made; if not, it may have been made all the same, and undone since. */
    boolean isIn(NavigableMap<String, String> files);

    /** Returns what to make after a try of this one that may have been made, and undone since. */
    default Change again() {
        return this;
    }

    /** Makes a new file, of a place that nobody else uses. */
    record Creation(String name, String place) implements Change {
        Creation(String name) {
            this(name, name + "~" + Keys.unique());
        }

        @Override
        public NavigableMap<String, String> after(NavigableMap<String, String> files)
                throws FileAlreadyExistsException {
            return with(files, name, place);
        }

        @Override
        public boolean isIn(NavigableMap<String, String> files) {
            return files.containsValue(place);
        }

        /** The place may have been taken and given up: it never comes back. */
        @Override
        public Creation again() {
            return new Creation(name);
        }
    }

    /** Gives a file another name. */
    record Renaming(String from, String to, String place) implements Change {
        @Override
        public NavigableMap<String, String> after(NavigableMap<String, String> files)
                throws FileAlreadyExistsException, NoSuchFileException {
            if (!place.equals(files.get(from))) {
                throw new NoSuchFileException(from);
            }
            NavigableMap<String, String> changed = with(files, to, place);
            changed.remove(from);
            return changed;
        }

        @Override
        public boolean isIn(NavigableMap<String, String> files) {
            return place.equals(files.get(to));
        }
    }

    /** Forgets a file. */
    record Removal(String name, String place) implements Change {
        @Override
        public @Nullable NavigableMap<String, String> after(NavigableMap<String, String> files) {
            if (!place.equals(files.get(name))) {
                return null;
            }
            NavigableMap<String, String> changed = new TreeMap<>(files);
            changed.remove(name);
            return changed;
        }

        /** Somebody else may have removed it; either way there is nothing left to do. */
        @Override
        public boolean isIn(NavigableMap<String, String> files) {
            return false;
        }
    }

    /** Changes who the owner is, and no file. */
    record TakeOver() implements Change {
        @Override
        public NavigableMap<String, String> after(NavigableMap<String, String> files) {
            return files;
        }

        @Override
        public boolean isIn(NavigableMap<String, String> files) {
            return false;
        }
    }

    private static NavigableMap<String, String> with(NavigableMap<String, String> files, String name, String place)
            throws FileAlreadyExistsException {
        NavigableMap<String, String> changed = new TreeMap<>(files);
        if (changed.put(name, place) != null) {
            throw new FileAlreadyExistsException(name);
        }
        return changed;
    }
}
