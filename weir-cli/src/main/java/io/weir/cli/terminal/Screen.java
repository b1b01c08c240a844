package io.weir.cli.terminal;

import java.io.PrintStream;
import java.util.Locale;

/**
 * Where a command tells what it does: lines that stay, and on a terminal one line of progress below them that is written again and again. Elsewhere progress
 * comes as a plain line now and then.
 *
 * <p>Threading: Thread-safe.
 */
public final class Screen implements AutoCloseable {

    private static final long TERMINAL_GAP_NANOS = 100_000_000L;
    private static final long PLAIN_GAP_NANOS = 5_000_000_000L;
    private static final String START_OF_LINE_AND_CLEAR = "\r\u001b[K";

    private final PrintStream out;
    private final boolean terminal;
    private final boolean coloured;
    private long lastProgressNanos = System.nanoTime();
    private boolean progressShown;
    private boolean closed;

    public Screen(PrintStream out, boolean terminal, boolean coloured) {
        this.out = out;
        this.terminal = terminal;
        this.coloured = coloured;
    }

    /** Finds out what {@code out} can do; the launcher script says whether it is a terminal. */
    public static Screen on(PrintStream out) {
        boolean terminal = Boolean.getBoolean("weir.terminal") && !"dumb".equals(System.getenv("TERM"));
        String noColor = System.getenv("NO_COLOR");
        return new Screen(out, terminal, terminal && (noColor == null || noColor.isEmpty()));
    }

    /** A line that stays. */
    public synchronized void line(String form, Object... parts) {
        if (closed) {
            return;
        }
        clearProgress();
        out.println(parts.length == 0 ? form : String.format(Locale.ROOT, form, parts));
        out.flush();
    }

    /** How far the command is. Not every call shows. */
    public synchronized void progress(String form, Object... parts) {
        long nowNanos = System.nanoTime();
        if (closed || nowNanos - lastProgressNanos < (terminal ? TERMINAL_GAP_NANOS : PLAIN_GAP_NANOS)) {
            return;
        }
        lastProgressNanos = nowNanos;
        String text = String.format(Locale.ROOT, form, parts);
        if (terminal) {
            out.print(START_OF_LINE_AND_CLEAR + text);
            progressShown = true;
        } else {
            out.println(text);
        }
        out.flush();
    }

    public String good(String text) {
        return colour("32", text);
    }

    public String bad(String text) {
        return colour("31", text);
    }

    public String strong(String text) {
        return colour("1", text);
    }

    /** Says no more. */
    @Override
    public synchronized void close() {
        clearProgress();
        closed = true;
    }

    private void clearProgress() {
        if (progressShown) {
            out.print(START_OF_LINE_AND_CLEAR);
            out.flush();
            progressShown = false;
        }
    }

    private String colour(String code, String text) {
        return coloured ? "\u001b[" + code + "m" + text + "\u001b[0m" : text;
    }
}
