package io.weir.engine.operator;

import io.weir.error.WeirException;
import io.weir.source.RejectedRecord;

/** Fails the job at the first record that cannot be decoded: the default. */
final class FailingRejects implements Output {

    private final String stage;

    FailingRejects(String stage) {
        this.stage = stage;
    }

    @Override
    public void accept(Object value, long timestamp) {
        RejectedRecord rejected = (RejectedRecord) value;
        throw WeirException.user(
                "undecodable-record",
                "the source \"" + stage + "\" cannot decode the record at " + rejected.origin(),
                rejected.reason(),
                "mend the record or the decoder, or send such records to a side output with onError(tag)");
    }
}
