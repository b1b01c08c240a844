package io.weir.engine.journal;

import java.util.BitSet;
import java.util.function.IntPredicate;

/**
 * Where a record of keyed state is.
 *
 * <p>Threading: Immutable.
 *
 * @param crc of its payload
 * @param groups the key groups that it has entries of; not changed
 */
record StatePlace(FileName file, long begin, long end, int crc, BitSet groups) {

    boolean hasAny(IntPredicate wanted) {
        return groups.stream().anyMatch(wanted);
    }

    /** Returns the place of a copy. */
    StatePlace in(FileName other, long newBegin) {
        return new StatePlace(other, newBegin, newBegin + end - begin, crc, groups);
    }
}
