package io.weir.basic;

import io.weir.source.InputStatus;
import io.weir.source.RejectedRecord;
import io.weir.source.SourceOutput;
import io.weir.source.SourceReader;
import java.util.ArrayList;
import java.util.List;

/** Collects what a reader emits. */
final class FakeOutput<T> implements SourceOutput<T> {

    private static final int POLLS_MAX = 100_000;

    final List<T> values = new ArrayList<>();
    final List<Long> timestamps = new ArrayList<>();
    final List<String> splitIds = new ArrayList<>();

    /** Polls until the reader has nothing more now. */
    InputStatus drain(SourceReader<T, ?> reader, int countMax) {
        for (int i = 0; i < POLLS_MAX; i++) {
            InputStatus status = reader.poll(this, countMax);
            if (status != InputStatus.MORE_AVAILABLE) {
                return status;
            }
        }
        throw new AssertionError("no end after polls=" + POLLS_MAX);
    }

    @Override
    public void emit(T value, long timestamp) {
        values.add(value);
        timestamps.add(timestamp);
    }

    @Override
    public void reject(RejectedRecord rejected) {
        throw new AssertionError(rejected.toString());
    }

    @Override
    public SourceOutput<T> forSplit(String splitId) {
        splitIds.add(splitId);
        return this;
    }
}
