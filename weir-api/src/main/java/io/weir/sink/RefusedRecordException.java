package io.weir.sink;

import org.jspecify.annotations.Nullable;

/**
 * Says that a sink cannot take one record, now or ever, such as one that is too large or cannot be encoded. Thrown by {@link SinkWriter#write} before the record has changed anything: the writer
 * goes on as if it had not been given it.
 *
 * <p>Where the pipeline says so ({@code sink(name, sink, tag)}), the record becomes a dead letter; elsewhere the job fails. What concerns the sink as a whole, such as a missing right or
 * a server that is gone, must be another exception.
 *
 * <p>Threading: Immutable.
 */
public final class RefusedRecordException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** @param reason why, without secrets */
    public RefusedRecordException(String reason) {
        this(reason, null);
    }

    /** @param reason why, without secrets */
    public RefusedRecordException(String reason, @Nullable Throwable cause) {
        super(reason, cause);
    }
}
