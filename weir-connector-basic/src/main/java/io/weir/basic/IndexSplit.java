package io.weir.basic;

import io.weir.source.SourceSplit;

/**
 * Every {@code count}-th index, beginning with {@code number}: {@code number, number + count, number + 2 * count, ...}
 *
 * <p>Threading: Immutable.
 *
 * @param number which of the splits it is, from 0
 * @param count how many splits the source has
 * @param position how many of its records have been read
 */
public record IndexSplit(int number, int count, long position) implements SourceSplit {

    public IndexSplit {
        if (number < 0 || number >= count || position < 0) {
            throw new IllegalArgumentException(
                    "no such split: number=" + number + ", count=" + count + ", position=" + position);
        }
    }

    @Override
    public String splitId() {
        return number + "/" + count;
    }

    /** Returns how many records the split has when there are {@code indexCount} in all. */
    long size(long indexCount) {
        long rest = indexCount - number;
        return rest <= 0 ? 0 : (rest - 1) / count + 1;
    }
}
