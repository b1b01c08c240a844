package io.weir.files.read;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;

/**
 * Every line is a record: text, JSON, or what a decoder of your own makes of it. A line ends with a line feed, with or without a carriage return before it; the last may go without. A byte
 * order mark at the beginning of a file is passed over.
 *
 * <p>Threading: Immutable.
 *
 * @param <T> the type of the records
 */
public final class LineFormat<T> implements ReadFormat<T> {

    private final LineDecoder<T> decoder;

    private LineFormat(LineDecoder<T> decoder) {
        this.decoder = decoder;
    }

    /** Lines of text in UTF-8. Bytes that are none are rejected. */
    public static LineFormat<String> text() {
        return text(StandardCharsets.UTF_8);
    }

    /**
     * Lines of text.
     *
     * @throws io.weir.error.WeirException if a line feed is not one byte in this charset, as in UTF-16
     */
    public static LineFormat<String> text(Charset charset) {
        Charset valid = FramedSlice.valid(charset);
        return of((bytes, offset, length) -> TextBytes.decode(bytes, offset, length, valid));
    }

    /** A JSON value on each line, in UTF-8, as an object of {@code type}: a record, or any class that Jackson reads. Blank lines are passed over. */
    public static <T> LineFormat<T> json(Class<T> type) {
        return of(new JsonDecoder<>(type));
    }

    /** Lines that a decoder of your own turns into records. */
    public static <T> LineFormat<T> of(LineDecoder<T> decoder) {
        return new LineFormat<>(decoder);
    }

    @Override
    public boolean splittable() {
        return true;
    }

    @Override
    public FileCursor<T> open(FileSlice slice) throws IOException {
        return new FramedCursor<>(
                FramedSlice.open(slice, new Framing.Lines()),
                decoder,
                slice.stoppingPosition(),
                slice.start() == 0 ? slice.recordCount() : -1,
                "line");
    }
}
