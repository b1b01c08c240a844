package io.weir.proof.report;

import io.weir.engine.port.ProtocolStep;
import io.weir.proof.simulation.FaultKind;
import org.jspecify.annotations.Nullable;

/** Which faults cannot strike in which phases of the protocol, or as good as never, and why. A phase lasts from one step that a process reaches to its next. */
public final class Cells {

    private Cells() {}

    /** Returns whether a fault cannot strike in a phase. */
    public static boolean isImpossible(FaultKind kind, ProtocolStep phase) {
        return reason(kind, phase) != null;
    }

    /** Returns why a fault cannot strike in a phase; null if it can. */
    public static @Nullable String reason(FaultKind kind, ProtocolStep phase) {
        boolean ofCalls = switch (kind) {
            case REFUSED, REQUEST_LOST, REPLY_LOST, LATE_REQUEST -> true;
            default -> false;
        };
        boolean needsACall = ofCalls || kind == FaultKind.DISK_ERROR || kind == FaultKind.FAILOVER;
        return switch (phase) {
            case RECOVERING ->
                ofCalls ? "until the journal has been read only the disk is called" : beforeRunning(kind);
            case JOURNAL_RECOVERED, FENCING, FENCED -> beforeRunning(kind);
            case RUNNING -> kind == FaultKind.DISK_ERROR ? "nothing is written before the first barrier" : null;
            case ALIGNED -> needsACall ? "a task goes from here to its snapshot in one step, and calls nobody" : null;
            case FINISHED ->
                ofCalls || kind == FaultKind.FAILOVER
                        ? "everything is committed: only the disk is called, and now and then a fetch is still under way"
                        : null;
            default -> null;
        };
    }

    private static @Nullable String beforeRunning(FaultKind kind) {
        return kind == FaultKind.FAILOVER ? "no function of the user runs before the tasks do" : null;
    }
}
