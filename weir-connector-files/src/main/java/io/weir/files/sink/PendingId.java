package io.weir.files.sink;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the name of a pending file tells of who made it.
 *
 * <p>Threading: Immutable.
 *
 * @param maker the subtask, or another who makes pending files
 */
record PendingId(String id, long attempt, String maker) {

    private static final Pattern NAME = Pattern.compile("(\\d{1,18})-(\\d{1,9}|[a-z])-.*");

    /** Returns nothing if no attempt gives such names. */
    static Optional<PendingId> parse(String id) {
        Matcher matcher = NAME.matcher(id);
        return matcher.matches()
                ? Optional.of(new PendingId(id, Long.parseLong(matcher.group(1)), matcher.group(2)))
                : Optional.empty();
    }

    /** Returns the subtask that made it; -1 if none did. */
    int subtask() {
        return Character.isDigit(maker.charAt(0)) ? Integer.parseInt(maker) : -1;
    }

    /** Returns the name of all that its maker has pending. */
    String transactionOf(SinkNames names) {
        return names.transaction(attempt, maker);
    }
}
