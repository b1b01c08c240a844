package io.weir.proof.report;

import io.weir.engine.port.ProtocolStep;
import io.weir.proof.simulation.FaultKind;
import org.jspecify.annotations.Nullable;

/** Which faults cannot strike in which phases of the protocol, and why. A phase lasts from one step that a process reaches to its next. */
public final class Cells {

    private Cells() {}

    /** Returns whether a fault cannot strike in a phase. */
    public static boolean isImpossible(FaultKind kind, ProtocolStep phase) {
        return reason(kind, phase) != null;
    }

    /** Returns why a fault cannot strike in a phase; null if it can. */
    public static @Nullable String reason(FaultKind kind, ProtocolStep phase) {
        return null;
    }
}
