package io.weir.files.source;

import io.weir.error.ErrorKind;
import io.weir.error.WeirException;
import java.io.EOFException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;

/** The ways in which files can be in the way. */
final class FileErrors {

    private static final String START_AFRESH =
            "or start the job with a new checkpoint directory, which gives up the positions in this one";

    private FileErrors() {}

    static WeirException placeMissing(String stage, Path place) {
        return WeirException.user(
                "files-place-missing",
                stage + " cannot read " + place,
                "there is no such file or directory",
                "make it, or give another path");
    }

    static WeirException placeUnreadable(String stage, Path place, String why, @Nullable Throwable cause) {
        return new WeirException(
                "files-place-unreadable",
                ErrorKind.USER,
                stage + " cannot list " + place,
                why,
                "let the user of this process read the directory and all below it",
                cause);
    }

    /** What a failure to list a place means. */
    static WeirException listing(String stage, Path place, IOException failure) {
        if (failure instanceof NoSuchFileException) {
            return placeMissing(stage, place);
        }
        if (failure instanceof AccessDeniedException) {
            return placeUnreadable(stage, place, "this process may not read " + failure.getMessage(), failure);
        }
        return WeirException.external(
                "files-unreadable",
                stage + " cannot list " + place,
                String.valueOf(failure),
                "see the message of the operating system; the job goes on where it was",
                failure);
    }

    /** @param now what the file is now */
    static WeirException changed(String stage, FileSplit split, FoundFile now) {
        return WeirException.user(
                "files-changed",
                stage + " cannot go on: " + split.path() + " is not the file that it was",
                "it had " + split.size() + " bytes and was changed last at " + split.modifiedMillis()
                        + " ms when it was found, and now it has " + now.size() + " bytes, changed at "
                        + now.modifiedMillis() + " ms; what was read of it cannot be taken back, and "
                        + "what is new in it cannot be told from what is old",
                "write files under another name and rename them when they are whole, and give new files new names; put the old file back, or move this one to a new name and leave the old one away, "
                        + START_AFRESH);
    }

    static WeirException missing(String stage, FileSplit split) {
        return WeirException.user(
                "files-missing",
                stage + " cannot go on reading " + split.path() + " at position " + split.position(),
                "the file is gone, and it was not read to its end",
                "put it back, " + START_AFRESH);
    }

    /** What a failure to read means. */
    static WeirException reading(String stage, FileSplit split, IOException failure) {
        if (failure instanceof NoSuchFileException) {
            return missing(stage, split);
        }
        if (failure instanceof EOFException || failure instanceof ZipException) {
            return new WeirException(
                    "files-input-damaged",
                    ErrorKind.USER,
                    stage + " cannot go on reading " + split.path() + " at position " + split.position(),
                    "the file is cut off or damaged: " + failure.getMessage(),
                    "repair it without changing its size and time, " + START_AFRESH,
                    failure);
        }
        return WeirException.external(
                "files-unreadable",
                stage + " cannot read " + split.path() + " at position " + split.position(),
                String.valueOf(failure),
                "see the message of the operating system; the job goes on where it was",
                failure);
    }
}
