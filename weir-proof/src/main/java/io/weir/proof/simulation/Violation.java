package io.weir.proof.simulation;

import org.jspecify.annotations.Nullable;

/** A run has shown something that must not be. */
public final class Violation extends RuntimeException {

    private static final long serialVersionUID = 1L;

    Violation(String what) {
        super(what);
    }

    Violation(String what, @Nullable Throwable cause) {
        super(what, cause);
    }
}
