package io.weir.engine.inspect;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Names the output of one subtask of one checkpoint at one sink: {@code SINK/CHECKPOINT/SUBTASK}.
 *
 * <p>Threading: Immutable.
 */
public record OutputId(String sink, long checkpointId, int subtask) {

    private static final Pattern FORM = Pattern.compile("([^/]+)/(\\d{1,18})/(\\d{1,9})");

    /** Reads a name; null if it is none. */
    public static @Nullable OutputId parse(String text) {
        Matcher matcher = FORM.matcher(text);
        return matcher.matches()
                ? new OutputId(matcher.group(1), Long.parseLong(matcher.group(2)), Integer.parseInt(matcher.group(3)))
                : null;
    }

    @Override
    public String toString() {
        return sink + "/" + checkpointId + "/" + subtask;
    }
}
