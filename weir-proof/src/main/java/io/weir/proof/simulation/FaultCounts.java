package io.weir.proof.simulation;

import io.weir.engine.port.ProtocolStep;

/**
 * How often each fault has struck in each phase of the protocol.
 *
 * <p>Threading: confined to one thread; {@link #add} takes another's counts when that has ended.
 */
public final class FaultCounts {

    private final long[][] counts = new long[FaultKind.values().length][ProtocolStep.values().length];

    void count(FaultKind kind, ProtocolStep phase) {
        counts[kind.ordinal()][phase.ordinal()]++;
    }

    /** Adds the counts of another run. */
    public void add(FaultCounts other) {
        for (int i = 0; i < counts.length; i++) {
            for (int j = 0; j < counts[i].length; j++) {
                counts[i][j] += other.counts[i][j];
            }
        }
    }

    /** Returns how often a fault has struck in a phase. */
    public long of(FaultKind kind, ProtocolStep phase) {
        return counts[kind.ordinal()][phase.ordinal()];
    }

    /** Returns how often a fault has struck. */
    public long of(FaultKind kind) {
        long sum = 0;
        for (long count : counts[kind.ordinal()]) {
            sum += count;
        }
        return sum;
    }

    /** Returns how often attempts have ended by faults that end them. */
    public long crashes() {
        long sum = 0;
        for (FaultKind kind : FaultKind.values()) {
            if (kind.isCrash()) {
                sum += of(kind);
            }
        }
        return sum;
    }
}
