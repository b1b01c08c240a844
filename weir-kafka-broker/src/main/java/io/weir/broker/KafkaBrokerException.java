package io.weir.broker;

import org.jspecify.annotations.Nullable;

/**
 * Says that the broker's process could not be started, stopped or signalled. The message carries the end of
 * the broker's log where there is one.
 *
 * <p>Threading: as any exception.
 */
public final class KafkaBrokerException extends RuntimeException {

    private static final long serialVersionUID = 1;

    KafkaBrokerException(String message) {
        this(message, null);
    }

    KafkaBrokerException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
