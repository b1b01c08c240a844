package io.weir.basic;

import java.util.Objects;

/**
 * What has become of a batch.
 *
 * <p>Threading: Immutable.
 *
 * @param delivered whether the target has it; if not, it certainly has nothing of it
 * @param reason why not, in words; empty if it has
 */
public record DeliveryOutcome(boolean delivered, String reason) {

    /** The target has the batch, from now or from before. */
    public static final DeliveryOutcome DELIVERED = new DeliveryOutcome(true, "");

    public DeliveryOutcome {
        Objects.requireNonNull(reason, "reason");
    }

    /** The target has nothing of the batch, and trying later may help. The engine does so with back-off, then fails the attempt; the batch is kept until it is delivered. */
    public static DeliveryOutcome retryLater(String reason) {
        return new DeliveryOutcome(false, reason);
    }
}
