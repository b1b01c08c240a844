package io.weir.deadletter;

import java.io.PrintWriter;
import java.io.StringWriter;

/**
 * Why a record is dead: an exception in words. Messages are those of the decoder, function or client that failed; Weir adds nothing to them, and shortens all.
 *
 * <p>Threading: Immutable.
 *
 * @param type the class of the exception; empty for a source, which gives only a reason
 * @param message its message, at most {@value #MESSAGE_MAX} characters; empty if it has none
 * @param stackTrace the beginning of its stack trace, causes included, at most {@value #STACK_TRACE_MAX} characters; empty for a source
 */
public record Cause(String type, String message, String stackTrace) {

    /** How many characters a message has at most. */
    public static final int MESSAGE_MAX = 1024;

    /** How many characters a stack trace has at most. */
    public static final int STACK_TRACE_MAX = 4096;

    private static final String CUT = "...";

    /** Puts an exception into words. One that fails at that itself is told by its class and what is known of it; this method never fails for it. */
    public static Cause of(Throwable failure) {
        return new Cause(
                failure.getClass().getName(),
                shortened(messageOf(failure), MESSAGE_MAX),
                shortened(stackTraceOf(failure), STACK_TRACE_MAX));
    }

    private static String messageOf(Throwable failure) {
        try {
            String message = failure.getMessage();
            return message == null ? "" : message;
        } catch (Exception | StackOverflowError e) {
            return "getMessage() failed: " + e.getClass().getName();
        }
    }

    private static String stackTraceOf(Throwable failure) {
        StringWriter trace = new StringWriter();
        try {
            failure.printStackTrace(new PrintWriter(trace));
        } catch (Exception | StackOverflowError e) {
            trace.append("printStackTrace() failed: ").append(e.getClass().getName());
        }
        return trace.toString();
    }

    /** A reason that is known in words only. */
    public static Cause of(String reason) {
        return new Cause("", shortened(reason, MESSAGE_MAX), "");
    }

    /** Returns the text, or its beginning with three dots at the end if it is longer than {@code lengthMax}. */
    public static String shortened(String text, int lengthMax) {
        return text.length() <= lengthMax ? text : text.substring(0, lengthMax - CUT.length()) + CUT;
    }
}
