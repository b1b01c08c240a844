package io.weir.engine.journal;

import io.weir.error.ErrorKind;
import io.weir.error.WeirException;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** The errors of the journal, in words. */
final class JournalError {

    private JournalError() {}

    static WeirException ofStore(ReadableStore store, String what, IOException cause) {
        if (cause instanceof DiskFullException) {
            return new WeirException(
                    "disk-full",
                    ErrorKind.RESOURCES,
                    what + " failed, location=" + store.location(),
                    "there is no room left: " + cause.getMessage(),
                    "free or add space; the last decided checkpoint is intact, and the job goes on from it",
                    cause);
        }
        return WeirException.external(
                "checkpoint-store-failed",
                what + " failed, location=" + store.location(),
                String.valueOf(cause.getMessage()),
                (cause instanceof StoreException told ? told.mend() : "look at the disk and the system's log")
                        + "; the last decided checkpoint is intact",
                cause);
    }

    /** Something that was decided, or that decided things refer to, cannot be read. */
    static WeirException corrupt(ReadableStore store, String file, long position, String reason) {
        return corrupt(store, file, position, reason, null);
    }

    static WeirException corrupt(
            ReadableStore store, String file, long position, String reason, @Nullable Throwable cause) {
        return new WeirException(
                "corrupt-checkpoint",
                ErrorKind.USER,
                "the checkpoint journal is damaged, location=" + store.location() + ", file=" + file + ", position="
                        + position,
                reason,
                "restore the directory from a copy, or start with an empty directory and accept that the job begins"
                        + " anew; the damaged files were not touched",
                cause);
    }

    static WeirException newerFormat(ReadableStore store, String file, int version) {
        return WeirException.user(
                "newer-format",
                "the checkpoint journal was written by a newer Weir, location=" + store.location() + ", file=" + file,
                "it has format version " + version + ", and this program reads up to version "
                        + FilePreamble.FORMAT_VERSION,
                "run the job with the newer version");
    }

    static WeirException foreignCheckpoint(ReadableStore store, String owner, String pipelineName) {
        return WeirException.user(
                "foreign-checkpoint",
                "the checkpoints belong to another pipeline, location=" + store.location() + ", pipeline="
                        + pipelineName,
                "they were written by the pipeline " + owner,
                "give each pipeline a directory of its own, or give the pipeline its former name");
    }

    static WeirException foreignDirectory(ReadableStore store, String file) {
        return WeirException.user(
                "foreign-directory",
                "the checkpoint directory holds files of somebody else, location=" + store.location(),
                "there is no journal in it, but there is " + file,
                "name an empty directory, or one that does not exist yet");
    }

    static WeirException superseded(ReadableStore store, long attempt, long newerAttempt) {
        return WeirException.user(
                "superseded-attempt",
                "attempt " + attempt + " of the job must stop, location=" + store.location(),
                "attempt " + newerAttempt + " has taken the job over",
                "nothing is to be done if that was meant; else find out who started the job a second time");
    }

    static WeirException contended(ReadableStore store, int tries) {
        return WeirException.external(
                "checkpoint-store-failed",
                "no attempt could be claimed, location=" + store.location(),
                "others were faster, tries=" + tries,
                "find out who else starts the job",
                null);
    }

    static WeirException stopped(ReadableStore store, @Nullable Throwable cause) {
        return WeirException.external(
                "journal-stopped",
                "the checkpoint journal takes nothing more, location=" + store.location(),
                cause == null
                        ? "it is closed"
                        : "an earlier write failed and its outcome is unknown until recovery finds out",
                "restart the job",
                cause);
    }
}
