package io.weir.files.read;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;

/** Bytes as text, strictly: what is no text of the charset is an error and never a question mark. */
final class TextBytes {

    private static final char REPLACEMENT = '\uFFFD';

    private TextBytes() {}

    static String decode(byte[] bytes, int offset, int length, Charset charset) {
        String text = new String(bytes, offset, length, charset);
        if (text.indexOf(REPLACEMENT) < 0) {
            return text;
        }
        // It may have been written so.
        try {
            return charset.newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .onUnmappableCharacter(CodingErrorAction.REPORT)
                    .decode(ByteBuffer.wrap(bytes, offset, length))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new IllegalArgumentException("not text in " + charset.name() + ": " + e.getMessage(), e);
        }
    }
}
