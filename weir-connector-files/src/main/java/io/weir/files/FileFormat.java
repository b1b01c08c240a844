package io.weir.files;

import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.function.Function;

/**
 * How records become the bytes of a file.
 *
 * <p>Threading: Immutable. One format opens the encoders of all subtasks, each of which is used by one thread at a time.
 *
 * @param <T> the type of the records
 */
public interface FileFormat<T> {

    /** Returns how names of such files end, with the dot: {@code .csv}. */
    String extension();

    /**
     * Returns whether what was written up to any {@link FileEncoder#flush} is a whole file by itself, and what is written next, by this encoder or another
     * one, only adds to it. Then a file can go on across checkpoints, and two files can be joined to one by putting their bytes one behind the other, less
     * the header of the second.
     *
     * <p>A format with a footer, such as Parquet, is not appendable: its files are finished at each checkpoint, unless the sink is told to stage their rows.
     */
    boolean appendable();

    /**
     * Begins a file.
     *
     * @param out takes the file's bytes from its first one. It is buffered, counted and made durable by the caller, who also closes it
     */
    FileEncoder<T> open(OutputStream out) throws IOException;

    /** Returns this format, compressed by gzip. An appendable format stays appendable: each checkpoint ends a member of the gzip file. */
    default FileFormat<T> gzip() {
        return new GzipFormat<>(this);
    }

    /** Texts, one a line, in UTF-8 with {@code \n} behind each. A text with a line break in it is refused. */
    static FileFormat<String> lines() {
        return new LinesFormat<>(Function.identity());
    }

    /** As {@link #lines()}, of what {@code text} makes of a record. */
    static <T> FileFormat<T> lines(Function<? super T, String> text) {
        return new LinesFormat<>(text);
    }

    /** JSON lines: one JSON object a line, as Jackson writes objects of {@code type}. */
    static <T> FileFormat<T> jsonLines(Class<T> type) {
        return new JsonLinesFormat<>(type);
    }

    /**
     * CSV (RFC 4180 with {@code \n} at line ends, UTF-8) with a header: a column for each component of a record class, by name. Components are texts,
     * numbers, booleans, enums, and types of {@code java.time} in ISO form. A null is an empty field, an empty text is {@code ""}.
     *
     * @throws io.weir.error.WeirException if a component is of another type
     */
    static <T extends Record> FileFormat<T> csv(Class<T> type) {
        return RecordColumns.csv(type);
    }

    /**
     * CSV with columns of your own; see {@link #csv(Class)}.
     *
     * @param header the names of the columns, written first into each file; empty for none
     * @param fields makes the fields of a record; a null among them is an empty field
     */
    static <T> FileFormat<T> csv(List<String> header, Function<? super T, ? extends Iterable<String>> fields) {
        return new CsvFormat<>(List.copyOf(header), fields);
    }
}
