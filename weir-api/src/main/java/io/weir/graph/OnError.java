package io.weir.graph;

import io.weir.deadletter.DeadLetter;
import io.weir.deadletter.DeadLetterLimit;
import java.util.Objects;

/**
 * What a stage does with records that it cannot take.
 *
 * <p>Threading: Immutable.
 *
 * @param tag the side output that their dead letters go to
 * @param limit how many there may be
 */
public record OnError(OutputTag<DeadLetter> tag, DeadLetterLimit limit) {

    public OnError {
        Objects.requireNonNull(tag, "tag");
        Objects.requireNonNull(limit, "limit");
    }
}
