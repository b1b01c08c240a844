package io.weir.bench;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Sees what goes in and out of a {@link ChainProgram}: how far each source has read, and what came out. Tells sources when to stop.
 *
 * <p>Threading: Thread-safe; a source's and a sink's part is confined to its task.
 */
public final class ChainProbe {

    /** How many records a source reads between two calls of {@link Source#at}: as many as Weir's sources are asked for at once. */
    public static final int BATCH_SIZE = 1_024;

    private final long keys;
    private final Source[] sources;
    private final List<Sink> sinks = new CopyOnWriteArrayList<>();
    private final Pauses pauses = new Pauses();
    private volatile boolean stopping;
    private boolean isBehindBarrier;
    private boolean hasPauses;

    ChainProbe(ChainSettings settings) {
        this.keys = settings.keys();
        this.sources = new Source[settings.tasks()];
        for (int i = 0; i < sources.length; i++) {
            sources[i] = new Source();
        }
    }

    /** Returns whether sources are to end. */
    public boolean isStopping() {
        return stopping;
    }

    /** Returns the part of source {@code number} of n, which makes the records with the indices number, number + n, number + 2n and so on. */
    public Source source(int number) {
        return sources[number];
    }

    /** Returns the part of a sink. */
    public Sink newSink() {
        Sink sink = new Sink(new Tally(keys));
        sinks.add(sink);
        return sink;
    }

    /**
     * Is told that a barrier has reached the one task that holds the state, before anything of that state is captured. The pause ends with the next result.
     * To be called in programs with one task only, by the thread that calls the sink too.
     */
    public void barrier() {
        if (!isBehindBarrier) {
            isBehindBarrier = true;
            pauses.begin();
        }
    }

    void stopSources() {
        stopping = true;
    }

    /** Returns whether each source has read something. */
    boolean hasBegun() {
        return List.of(sources).stream().allMatch(source -> source.position > 0);
    }

    /** Notes how far the sources are. */
    void look() {
        for (Source source : sources) {
            source.marks.add(System.nanoTime(), source.position);
        }
    }

    List<Marks> marks() {
        return List.of(sources).stream().map(source -> source.marks).toList();
    }

    /** Returns how many records each source has read in all. */
    List<Long> positions() {
        return List.of(sources).stream().map(source -> source.position).toList();
    }

    Tally total() {
        Tally total = new Tally(keys);
        sinks.forEach(sink -> total.add(sink.tally));
        return total;
    }

    Map<Figure, Double> figures() {
        return hasPauses ? pauses.figures() : Map.of();
    }

    private void endPause() {
        isBehindBarrier = false;
        hasPauses = true;
        pauses.end();
    }

    /**
     * What is known of a source.
     *
     * <p>Threading: written by the source's task, read by others.
     */
    public static final class Source {

        private final Marks marks = new Marks();
        private volatile long position;

        private Source() {}

        /** Is told how many records it has read in all: now and then, and when it ends. */
        public void at(long newPosition) {
            position = newPosition;
        }
    }

    /**
     * Takes what comes out.
     *
     * <p>Threading: confined to the sink's task; read when that has ended.
     */
    public final class Sink {

        private final Tally tally;

        private Sink(Tally tally) {
            this.tally = tally;
        }

        /** Takes a result of W1 or W2. */
        public void add(long key, long value) {
            tally.add(key, value);
            if (isBehindBarrier) {
                endPause();
            }
        }

        /** Takes a result of W3: the sum of a key in the window that starts at {@code windowStart}. */
        public void addWindow(long key, long sum, long windowStart) {
            tally.addWindow(key, sum, windowStart);
            if (isBehindBarrier) {
                endPause();
            }
        }
    }
}
