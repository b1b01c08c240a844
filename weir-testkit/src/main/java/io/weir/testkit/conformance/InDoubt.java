package io.weir.testkit.conformance;

/** A sink said that it cannot know whether something is committed: the job would stop, and a person would have to decide. */
final class InDoubt extends RuntimeException {

    private static final long serialVersionUID = 1L;

    InDoubt(String message) {
        super(message);
    }
}
