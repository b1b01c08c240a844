package io.weir.files.sink;

import io.weir.error.ErrorKind;
import io.weir.error.WeirException;
import io.weir.serde.CorruptDataException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Says what the exceptions of a file system mean to the person who reads them, and whether starting again can help. */
final class FileErrors {

    private FileErrors() {}

    /**
     * Returns an exception in words.
     *
     * @param what what was being done and did not happen, such as {@code checkpoint 7 of sink totals could not be made durable}
     */
    static WeirException inWords(String what, Throwable error) {
        if (error instanceof WeirException known) {
            return known;
        }
        String why = reason(error);
        String lower = why.toLowerCase(Locale.ROOT);
        if (lower.contains("no space left") || lower.contains("quota")) {
            return new WeirException(
                    "files-disk-full",
                    ErrorKind.RESOURCES,
                    what,
                    why,
                    "make room; the job goes on from its last checkpoint, and nothing is lost",
                    error);
        }
        if (lower.contains("name too long")) {
            return new WeirException(
                    "files-name-too-long",
                    ErrorKind.USER,
                    what,
                    why,
                    "give a shorter prefix or suffix, or shorter partitions",
                    error);
        }
        if (error instanceof AtomicMoveNotSupportedException) {
            return new WeirException(
                    "files-other-file-system",
                    ErrorKind.USER,
                    what,
                    "a rename between file systems is not atomic: " + why,
                    "keep the sink's directory, its partitions and " + SinkNames.HIDDEN + " on one file system",
                    error);
        }
        if (error instanceof AccessDeniedException || lower.contains("read-only file system")) {
            return new WeirException(
                    "files-access",
                    ErrorKind.USER,
                    what,
                    why + ", and this user may not do that there",
                    "give the user of this process the right to read, write and list the directory",
                    error);
        }
        if (error instanceof FileAlreadyExistsException || lower.contains("not a directory")) {
            return new WeirException(
                    "files-not-a-directory", ErrorKind.USER, what, why, "name a directory, or remove the file", error);
        }
        if (error instanceof NoSuchFileException) {
            return fenced(what, "there is no " + error.getMessage(), error);
        }
        return WeirException.external("files-failed", what, why, "see the cause, and the disk's health", error);
    }

    static WeirException ledgerDamaged(String stage, SinkNames names, CorruptDataException cause) {
        return new WeirException(
                "files-ledger-damaged",
                ErrorKind.USER,
                stage + " cannot know which of its output is committed",
                "its ledger below " + names.hidden() + " is damaged: " + cause.getMessage(),
                "restore that directory from a backup as new as the checkpoints; look at the disk's health",
                cause);
    }

    /** What an attempt sees whose pending files a newer one has taken over. */
    static WeirException fenced(String what, String why, @Nullable Throwable cause) {
        return WeirException.external(
                "files-fenced",
                what,
                why + ": a newer attempt of this job has taken the pending files over, or somebody has deleted them",
                "nothing, if this is an attempt that was replaced; else see that no other process runs this job,"
                        + " and leave the directory " + SinkNames.HIDDEN + " alone",
                cause);
    }

    /** Returns what an exception says, with its type where that is not plain. */
    static String reason(Throwable error) {
        String message = error.getMessage();
        String name = error.getClass().getSimpleName();
        if (message == null || message.isBlank()) {
            return name;
        }
        return error.getClass() == IOException.class ? message : name + ", " + message;
    }
}
