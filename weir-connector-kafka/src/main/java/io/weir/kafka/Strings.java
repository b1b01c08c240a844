package io.weir.kafka;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** Values that are text in UTF-8. */
final class Strings {

    /** What the JDK's lenient decoder puts in place of bytes that are not UTF-8. */
    private static final char REPLACEMENT = '\uFFFD';

    private Strings() {}

    static RecordDecoder<String> decoder() {
        return record -> {
            byte[] value = record.value();
            if (value == null) {
                throw new IllegalArgumentException("the value is null (a tombstone)");
            }
            return decode(value);
        };
    }

    static RecordEncoder<String> encoder() {
        return value -> value.getBytes(StandardCharsets.UTF_8);
    }

    private static String decode(byte[] value) throws CharacterCodingException {
        String text = new String(value, StandardCharsets.UTF_8);
        if (text.indexOf(REPLACEMENT) >= 0) {
            // Either the text has this character, or the bytes are not UTF-8: the strict decoder knows.
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(value))
                    .toString();
        }
        return text;
    }
}
