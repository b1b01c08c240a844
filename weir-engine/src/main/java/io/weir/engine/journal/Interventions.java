package io.weir.engine.journal;

import io.weir.error.WeirException;
import io.weir.serde.CorruptDataException;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The record of what persons have done by hand: beside the journal, a file for each {@link Intervention}, numbered in their order. A file gets its name when it is whole and durable, so a crash leaves
 * all of it or nothing. None is ever changed or deleted.
 *
 * <p>Threading: stateless.
 */
public final class Interventions {

    private static final Pattern NAME = Pattern.compile("intervention-(\\d{12})");
    private static final String TEMPORARY = "intervention.tmp";

    private Interventions() {}

    /**
     * Returns all that there are, oldest first.
     *
     * @throws WeirException {@code corrupt-checkpoint} if one cannot be read, {@code checkpoint-store-failed}
     */
    public static List<Intervention> read(ReadableStore store) {
        try {
            List<Intervention> all = new ArrayList<>();
            for (String name : names(store)) {
                all.add(read(store, name));
            }
            return all;
        } catch (IOException e) {
            throw JournalError.ofStore(store, "reading what was done by hand", e);
        }
    }

    /**
     * Returns all that there are, oldest first, once they are durable: whoever had written the last may have crashed before he had made its name so.
     *
     * @throws WeirException as {@link #read}
     */
    public static List<Intervention> recover(JournalStore store) {
        List<Intervention> all = read(store);
        if (!all.isEmpty()) {
            try {
                store.syncDirectory();
            } catch (IOException e) {
                throw JournalError.ofStore(store, "reading what was done by hand", e);
            }
        }
        return all;
    }

    /**
     * Adds one, durably: when this returns it is there, and if it throws it may be.
     *
     * @param store open for the caller alone
     */
    public static void add(JournalStore store, Intervention intervention) {
        try {
            List<String> names = names(store);
            long number = names.isEmpty() ? 1 : numberOf(names.get(names.size() - 1)) + 1;
            byte[] bytes = intervention.encode();
            store.delete(TEMPORARY);
            try (JournalFile file = store.create(TEMPORARY)) {
                file.append(bytes, 0, bytes.length);
                file.sync();
            }
            store.rename(TEMPORARY, "intervention-%012d".formatted(number));
            store.syncDirectory();
        } catch (IOException e) {
            throw JournalError.ofStore(store, "noting what was done by hand", e);
        }
    }

    private static List<String> names(ReadableStore store) throws IOException {
        // Sorted by the store, and numbers are padded.
        return store.list().stream()
                .filter(name -> NAME.matcher(name).matches())
                .toList();
    }

    private static long numberOf(String name) {
        Matcher matcher = NAME.matcher(name);
        return matcher.matches() ? Long.parseLong(matcher.group(1)) : 0;
    }

    private static Intervention read(ReadableStore store, String name) throws IOException {
        try (InputStream in = store.open(name)) {
            return Intervention.decode(in.readAllBytes());
        } catch (CorruptDataException e) {
            throw JournalError.corrupt(store, name, 0, String.valueOf(e.getMessage()), e);
        }
    }
}
