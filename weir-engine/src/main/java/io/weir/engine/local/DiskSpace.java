package io.weir.engine.local;

import io.weir.engine.journal.DiskFullException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Tells a full disk from other failures. */
final class DiskSpace {

    /** With less than a block left, a failure is put down to the lack of room. */
    private static final long USABLE_SIZE_MIN = 64 << 10;

    private DiskSpace() {}

    /** Returns a {@link DiskFullException} if that is what {@code failure} is about, else {@code failure}. */
    static IOException explain(IOException failure, Path directory) {
        String message = String.valueOf(failure.getMessage());
        if (message.contains("No space left") || message.contains("quota") || isFull(failure, directory)) {
            return new DiskFullException(message, failure);
        }
        return failure;
    }

    /** The system's message may be in any language, so the disk is asked too. */
    private static boolean isFull(IOException failure, Path directory) {
        try {
            return Files.getFileStore(directory).getUsableSpace() < USABLE_SIZE_MIN;
        } catch (IOException e) {
            failure.addSuppressed(e);
            return false;
        }
    }
}
