package io.weir.engine.operator;

import io.weir.source.RejectedRecord;
import java.util.function.LongSupplier;

/** Where a source's undecodable records become dead letters. */
final class RejectedLetters implements Output {

    private final DeadLetters letters;
    private LongSupplier readCount = () -> 0;

    RejectedLetters(DeadLetters letters) {
        this.letters = letters;
    }

    /** Sets what counts the records that were read. */
    void countedBy(Counting counting) {
        readCount = counting::count;
    }

    @Override
    public void accept(Object value, long timestamp) {
        letters.take((RejectedRecord) value, readCount.getAsLong());
    }
}
