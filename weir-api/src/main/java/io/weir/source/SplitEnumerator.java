package io.weir.source;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Finds the splits of a source. One for the whole source; the engine gives each split to one subtask and keeps it in the checkpoint from then on.
 *
 * <p><b>Threads.</b> All calls come from one thread that may block. An interrupt is answered within 1 s.
 *
 * <p><b>Errors.</b> As in {@link SourceReader}.
 */
public interface SplitEnumerator<S extends SourceSplit> extends AutoCloseable {

    /**
     * Returns the splits that exist and are not among {@code known}, each with the position to start from. Called once before reading starts, then every
     * {@link #discoveryInterval}.
     *
     * <p>Also the place to notice that a known split is gone or is no longer what it was: throw a {@link io.weir.error.WeirException} that names it.
     *
     * @param known every split given out so far: on the first call after a restore with its restored position, later with the one it was found with
     * @param firstStart whether the job has no checkpoint yet: only then do the user's starting positions apply; a split found later is read from its
     *     beginning
     */
    List<S> discover(List<S> known, boolean firstStart) throws Exception;

    /** Returns how often to look again; empty if what was found at the start is all there is. */
    default Optional<Duration> discoveryInterval() {
        return Optional.empty();
    }

    @Override
    default void close() {}
}
