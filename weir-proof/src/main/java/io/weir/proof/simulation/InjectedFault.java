package io.weir.proof.simulation;

/** Thrown by a user's function because the seed says so. */
public final class InjectedFault extends RuntimeException {

    private static final long serialVersionUID = 1L;

    InjectedFault() {
        super("injected into a function", null, false, false);
    }
}
