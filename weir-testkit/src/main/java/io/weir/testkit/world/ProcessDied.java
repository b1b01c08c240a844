package io.weir.testkit.world;

/** Unwinds what a simulated process was doing when it died. Nothing that a dead process does has an effect, so it is never too late for this. */
public final class ProcessDied extends Error {

    private static final long serialVersionUID = 1L;

    ProcessDied() {
        super("the simulated process is dead", null, false, false);
    }
}
