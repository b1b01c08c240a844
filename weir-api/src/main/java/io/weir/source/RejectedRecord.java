package io.weir.source;

import org.jspecify.annotations.Nullable;

/**
 * A record that could not be decoded.
 *
 * @param origin where it stands, in words that lead a person there: {@code topic=orders, partition=1, offset=42}
 * @param key the key's bytes, if it has one
 * @param value the bytes that could not be decoded, if there are any
 * @param timestamp the event time that the source attached, or {@link io.weir.time.Timestamps#NONE}
 * @param reason why it could not be decoded; holds no secret
 */
public record RejectedRecord(
        String origin, byte @Nullable [] key, byte @Nullable [] value, long timestamp, String reason) {}
