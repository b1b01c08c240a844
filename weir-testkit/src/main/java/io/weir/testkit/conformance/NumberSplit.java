package io.weir.testkit.conformance;

import io.weir.source.SourceSplit;

/**
 * A run of numbers of {@link NumberSource}.
 *
 * <p>Threading: Immutable.
 *
 * @param number which of the splits it is
 * @param position how many of its records have been read
 */
record NumberSplit(int number, long position) implements SourceSplit {

    @Override
    public String splitId() {
        return Integer.toString(number);
    }
}
