package io.weir.testkit.conformance;

import io.weir.source.Source;
import io.weir.source.SourceSplit;
import java.time.Duration;
import java.util.List;

/**
 * A source under test, and the place outside that it reads: a topic, a table, a folder of its own, already filled.
 *
 * <p>Threading: all calls come from one thread.
 *
 * @param <T> the type of its records, with {@code equals} and {@code hashCode}
 * @param <S> its splits
 */
public interface SourceSubject<T, S extends SourceSplit> extends AutoCloseable {

    /**
     * Makes the source, as another process would make it: each attempt gets one of its own, and they have nothing in common but the place outside. It reads
     * from the beginning when the job has no checkpoint.
     */
    Source<T, S> source() throws Exception;

    /** Returns all records that the place holds now, in any order; no two are equal. Ten to a few hundred, in several splits where the system has such. */
    List<T> records() throws Exception;

    /** Adds records to the place, in a split that is there, and returns them; none if that is not possible, which is the default. */
    default List<T> append() throws Exception {
        return List.of();
    }

    /** Returns from how many positions the kit reads again; 40 by default. Fewer make the test of a slow source shorter. */
    default int positionsMax() {
        return 40;
    }

    /** Returns how long a call or a record may take before the source is taken to hang; 60 s by default, far more than any should take. */
    default Duration patience() {
        return Duration.ofSeconds(60);
    }

    /** Frees the place. */
    @Override
    default void close() {}
}
