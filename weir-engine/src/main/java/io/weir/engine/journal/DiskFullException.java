package io.weir.engine.journal;

import java.io.IOException;

/** Thrown by a {@link JournalStore} that has no room left. */
public final class DiskFullException extends IOException {

    private static final long serialVersionUID = 1L;

    public DiskFullException(String message, Throwable cause) {
        super(message, cause);
    }
}
