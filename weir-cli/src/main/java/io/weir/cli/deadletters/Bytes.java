package io.weir.cli.deadletters;

import io.weir.deadletter.FailedRecord;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/** Puts the record of a dead letter into words. */
final class Bytes {

    private Bytes() {}

    /** Returns the value as JSON, as text, or its bytes: as text if they are UTF-8, in hexadecimal digits if not. */
    static String inWords(FailedRecord record) {
        if (record.type().isEmpty()) {
            return "key=" + inWords(record.key()) + ", value="
                    + (record.textOnly() ? record.text() : inWords(record.value()));
        }
        String json = Original.json(record);
        return json == null ? record.text() : json;
    }

    private static String inWords(byte @Nullable [] bytes) {
        if (bytes == null) {
            return "null";
        }
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            return "0x" + HexFormat.of().formatHex(bytes);
        }
    }
}
