package io.weir.files.read;

import org.jspecify.annotations.Nullable;

/**
 * Turns the bytes of a line into a record.
 *
 * <p>Threading: Thread-safe.
 */
@FunctionalInterface
public interface LineDecoder<T> {

    /**
     * @param bytes holds the line from {@code offset} on, {@code length} bytes without the line's end; not to be kept or changed
     * @return null to pass over the line
     * @throws Exception if it cannot be decoded; it is rejected with the message as the reason
     */
    @Nullable T decode(byte[] bytes, int offset, int length) throws Exception;
}
