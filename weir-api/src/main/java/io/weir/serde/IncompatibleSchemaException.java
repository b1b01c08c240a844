package io.weir.serde;

/**
 * Says that values which were written under one schema cannot be read as values of another type: where in the type, and why.
 *
 * <p>Threading: as any exception.
 */
public final class IncompatibleSchemaException extends RuntimeException {

    private static final long serialVersionUID = 1;

    /** @param message in words, such as {@code "Order.cents: stored as string, declared as long"} */
    public IncompatibleSchemaException(String message) {
        super(message);
    }
}
