package io.weir.database;

import org.jspecify.annotations.Nullable;

/**
 * Says that a server could not be installed, started or signalled. The message carries the end of the server's
 * log where there is one.
 *
 * <p>Threading: as any exception.
 */
public final class DatabaseServerException extends RuntimeException {

    private static final long serialVersionUID = 1;

    DatabaseServerException(String message) {
        this(message, null);
    }

    DatabaseServerException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
