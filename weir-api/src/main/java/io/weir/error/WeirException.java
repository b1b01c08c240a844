package io.weir.error;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The one exception that Weir throws on purpose: a stable code, a kind that says whose turn it is, and a message that says what
 * happened, why, and how to mend it.
 *
 * <p>Codes are lower-case words joined by hyphens, such as {@code duplicate-name}; each has an entry in docs/errors.md and never
 * changes its meaning.
 *
 * <p>Threading: Immutable.
 */
public final class WeirException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String code;
    private final ErrorKind kind;
    private final String what;
    private final String why;
    private final String mend;

    /**
     * @param what what happened, with the names of the things concerned
     * @param why the reason, as far as it is known
     * @param mend what the reader can do about it
     */
    public WeirException(String code, ErrorKind kind, String what, String why, String mend, @Nullable Throwable cause) {
        super(what + ": " + why + ". To mend it: " + mend + " [" + code + "]", cause);
        this.code = Objects.requireNonNull(code, "code");
        this.kind = Objects.requireNonNull(kind, "kind");
        this.what = what;
        this.why = why;
        this.mend = mend;
    }

    /** An error that the user mends in the pipeline, its settings or its data. */
    public static WeirException user(String code, String what, String why, String mend) {
        return new WeirException(code, ErrorKind.USER, what, why, mend, null);
    }

    /** An error of an outside system; the job is restarted as its restart strategy says. */
    public static WeirException external(String code, String what, String why, String mend, @Nullable Throwable cause) {
        return new WeirException(code, ErrorKind.EXTERNAL, what, why, mend, cause);
    }

    /** A broken rule of Weir's own. */
    public static WeirException defect(String what, String why) {
        return new WeirException(
                "defect", ErrorKind.DEFECT, what, why, "report it with the log; the last checkpoint is intact", null);
    }

    /** Returns the stable code, such as {@code duplicate-name}. */
    public String code() {
        return code;
    }

    /** Returns whose turn it is. */
    public ErrorKind kind() {
        return kind;
    }

    /** Returns what happened: the first part of the message. */
    public String what() {
        return what;
    }

    /** Returns the reason: the second part of the message. */
    public String why() {
        return why;
    }

    /** Returns what the reader can do about it: the third part of the message. */
    public String mend() {
        return mend;
    }
}
