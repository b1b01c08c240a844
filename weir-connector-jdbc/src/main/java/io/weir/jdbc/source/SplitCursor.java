package io.weir.jdbc.source;

import java.util.List;

/**
 * How far a split has been read, and how far it has been emitted, which is its position.
 *
 * <p>Threading: confined to the task.
 */
final class SplitCursor {

    private final JdbcSplit split;
    private final Pace pace;
    private List<Object> emittedTo;
    private List<Object> fetchedTo;
    private boolean fetchedToEnd;
    private boolean ended;
    private boolean paused;

    SplitCursor(JdbcSplit split, Pace pace) {
        this.split = split;
        this.pace = pace;
        this.emittedTo = split.after();
        this.fetchedTo = split.after();
        this.fetchedToEnd = split.ended();
        this.ended = split.ended();
    }

    String splitId() {
        return split.splitId();
    }

    Pace pace() {
        return pace;
    }

    /** Returns whether there may be rows that have not been fetched, and may be. */
    boolean isOpen() {
        return !fetchedToEnd && !paused;
    }

    boolean hasEnded() {
        return ended;
    }

    void pause(boolean newPaused) {
        paused = newPaused;
    }

    /** Returns the key of the last row that was fetched. */
    List<Object> fetchedTo() {
        return fetchedTo;
    }

    /** Returns up to where the next rows may be read. */
    List<Object> upTo() {
        return pace.bound().isEmpty() ? split.upTo() : pace.bound();
    }

    /** Takes note of a page, before its rows are emitted. */
    void fetched(Page<?> page, long nowNanos) {
        if (!page.rows().isEmpty()) {
            fetchedTo = page.rows().get(page.rows().size() - 1).key();
        }
        if (page.last() && split.upTo().isEmpty()) {
            pace.exhausted(nowNanos);
        } else {
            fetchedToEnd = page.last();
        }
    }

    /** Moves the position behind a row. */
    void emitted(List<Object> key) {
        emittedTo = key;
    }

    /** Says that the split's last page has been emitted. */
    void end() {
        ended = true;
    }

    /** Returns whether all that there is has been fetched. */
    boolean isFetchedToEnd() {
        return fetchedToEnd;
    }

    JdbcSplit snapshot() {
        return split.at(emittedTo, ended);
    }
}
