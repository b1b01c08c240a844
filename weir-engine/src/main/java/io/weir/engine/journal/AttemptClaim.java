package io.weir.engine.journal;

import io.weir.serde.ByteWriter;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;

/**
 * Takes attempt numbers. A claim is a file whose name is the number; whoever finds a greater number than its own has
 * been superseded. What is in the file is for people.
 *
 * <p>A claim is made before the journal is read, and looked for after each checkpoint is synced. So of an old attempt
 * that appends and a new one that starts, at least one sees the other: either the new one reads that checkpoint, or the
 * old one learns that it must not act on it (I9).
 */
final class AttemptClaim {

    /** Each lost race means that somebody else started an attempt. */
    private static final int TRIES_MAX = 16;

    private AttemptClaim() {}

    /** Takes the next number. */
    static long take(JournalStore store, String pipelineName) throws IOException {
        for (int i = 0; i < TRIES_MAX; i++) {
            long attempt = JournalFiles.list(store).nextAttempt();
            try {
                write(store, FileName.ofAttempt(attempt), pipelineName);
                if (JournalFiles.list(store).newestWriter() < attempt) {
                    return attempt;
                }
                // Between the look and the claim another attempt has had the number, and a newer one deleted its claim:
                // it does so once its own segment is durable. No number is used twice.
            } catch (FileAlreadyExistsException e) {
                continue;
            }
        }
        throw JournalError.contended(store, TRIES_MAX);
    }

    /** Writes the claim that a copied segment needs beside it. */
    static void copy(JournalStore to, long attempt, String pipelineName) throws IOException {
        write(to, FileName.ofAttempt(attempt), pipelineName);
    }

    /** Throws if a newer attempt has been claimed. */
    static void check(JournalStore store, long attempt) throws IOException {
        long newest = newest(store);
        if (newest > attempt) {
            throw JournalError.superseded(store, attempt, newest);
        }
    }

    private static long newest(JournalStore store) throws IOException {
        long newest = 0;
        for (String text : store.list()) {
            FileName name = FileName.parse(text);
            if (name != null && name.kind() == FileName.Kind.ATTEMPT) {
                newest = Math.max(newest, name.first());
            }
        }
        return newest;
    }

    private static void write(JournalStore store, FileName name, String pipelineName) throws IOException {
        ByteWriter text = new ByteWriter();
        FilePreamble.write(text, FileName.Kind.ATTEMPT);
        text.writeString(pipelineName);
        try (JournalFile file = store.create(name.text())) {
            file.append(text.array(), 0, text.size());
            file.sync();
        }
        store.syncDirectory();
    }
}
