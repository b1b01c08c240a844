package io.weir.engine.journal;

import java.util.Map;

/**
 * One entry of a directory made, removed, or both at once.
 *
 * @param from null if the file gets its first name
 * @param to null if the file loses its name
 */
record NameChange(String from, String to, DiskFile file) {

    void applyTo(Map<String, DiskFile> names) {
        if (from != null) {
            names.remove(from, file);
        }
        if (to != null) {
            names.put(to, file);
        }
    }
}
