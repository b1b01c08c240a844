package io.weir.files.read;

/**
 * A record of CSV (RFC 4180) ends at the first line feed that is not within quotes. Quotes count only at the beginning of a field, and one that is doubled stands for itself. Works on
 * the bytes of every charset in which the separator, the quote and the line feed are the bytes that they are in ASCII, and parts of no other character.
 */
final class QuotedFraming implements Framing {

    private enum State {
        FIELD_BEGIN,
        IN_FIELD,
        IN_QUOTES,
        BEHIND_QUOTE
    }

    private final byte separator;
    private final byte quote;
    private State state = State.FIELD_BEGIN;

    QuotedFraming(char separator, char quote) {
        this.separator = (byte) separator;
        this.quote = (byte) quote;
    }

    @Override
    public void begin() {
        state = State.FIELD_BEGIN;
    }

    @Override
    public int end(byte[] bytes, int from, int to) {
        State now = state;
        for (int i = from; i < to; i++) {
            byte b = bytes[i];
            if (now == State.IN_QUOTES) {
                now = b == quote ? State.BEHIND_QUOTE : now;
            } else if (b == quote && now != State.IN_FIELD) {
                now = State.IN_QUOTES;
            } else if (b == '\n') {
                return i;
            } else {
                now = b == separator ? State.FIELD_BEGIN : State.IN_FIELD;
            }
        }
        state = now;
        return -1;
    }
}
