package io.weir.engine.worker;

import java.lang.invoke.VarHandle;

/**
 * A worker's announcement that it is about to park.
 *
 * <p>Threading: {@link #putUp} and {@link #takeDown} by the worker; {@link #isUp} by any thread.
 *
 * <p>Invariant P1: of a worker that puts up the sign and then looks for work, and a thread that makes work and then looks at the sign, at least one sees what
 * the other did. A full fence lies between the two steps on both sides: a processor may let a load overtake an earlier store, and then neither would see.
 */
final class ParkingSign {

    private volatile boolean up;

    /** Says that the worker parks unless it still finds work. */
    void putUp() {
        up = true;
        VarHandle.fullFence();
    }

    /** Says that the worker is awake. */
    void takeDown() {
        up = false;
    }

    /** Returns whether the worker must be unparked to see the work that the caller has made. */
    boolean isUp() {
        VarHandle.fullFence();
        return up;
    }
}
