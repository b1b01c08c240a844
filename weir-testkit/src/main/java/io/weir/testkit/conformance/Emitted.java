package io.weir.testkit.conformance;

import io.weir.source.RejectedRecord;
import io.weir.source.SourceOutput;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Collects what a reader emits, in all and split by split.
 *
 * <p>Threading: confined to the test's thread.
 */
final class Emitted<T> implements SourceOutput<T> {

    private static final String NO_SPLIT = "";

    private final List<T> all = new ArrayList<>();
    private final Map<String, List<T>> bySplit = new LinkedHashMap<>();
    private final Set<String> given = new HashSet<>();

    /** Says that the reader has a split. */
    void given(String splitId) {
        if (!given.add(splitId)) {
            throw new AssertionError("a reader was given one split twice: " + splitId);
        }
    }

    Set<String> given() {
        return given;
    }

    List<T> all() {
        return all;
    }

    /** What came through the outputs of splits; what came through none is under the empty text. */
    Map<String, List<T>> bySplit() {
        return bySplit;
    }

    private void add(String splitId, T value) {
        all.add(value);
        bySplit.computeIfAbsent(splitId, absent -> new ArrayList<>()).add(value);
    }

    @Override
    public void emit(T value, long timestamp) {
        if (given.size() > 1) {
            throw new AssertionError("a reader with several splits must emit through SourceOutput.forSplit: " + value);
        }
        add(given.isEmpty() ? NO_SPLIT : given.iterator().next(), value);
    }

    @Override
    public void reject(RejectedRecord rejected) {
        throw new AssertionError("a record of the place could not be decoded: " + rejected);
    }

    @Override
    public SourceOutput<T> forSplit(String splitId) {
        if (!given.contains(splitId)) {
            throw new AssertionError(
                    "a reader emits for a split that it was not given: " + splitId + ", given " + given);
        }
        return new OfSplit(splitId);
    }

    /** Threading: confined to the test's thread. */
    private final class OfSplit implements SourceOutput<T> {

        private final String splitId;

        OfSplit(String splitId) {
            this.splitId = splitId;
        }

        @Override
        public void emit(T value, long timestamp) {
            add(splitId, value);
        }

        @Override
        public void reject(RejectedRecord rejected) {
            Emitted.this.reject(rejected);
        }

        @Override
        public SourceOutput<T> forSplit(String other) {
            return Emitted.this.forSplit(other);
        }
    }
}
