package io.weir.engine.journal;

import io.weir.error.ErrorKind;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Thrown by a {@link ReadableStore} that knows what is to be done about a failure.
 *
 * <p>Threading: Immutable.
 */
public final class StoreException extends IOException {

    private static final long serialVersionUID = 1L;

    private final ErrorKind kind;
    private final String mend;

    /**
     * @param kind whose turn it is if it is so from the beginning; once a job has run, each failure of its store is taken for one that passes
     * @param why what the store said, in words
     * @param mend what to do
     */
    public StoreException(ErrorKind kind, String why, String mend, @Nullable Throwable cause) {
        super(why, cause);
        this.kind = kind;
        this.mend = mend;
    }

    public ErrorKind kind() {
        return kind;
    }

    public String mend() {
        return mend;
    }
}
