package io.weir.files.read;

import io.weir.error.WeirException;
import io.weir.files.shape.RecordShape;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Comma-separated values (RFC 4180) as Java records. The first line of a file names the columns; a component of the record takes the column of its name, in whatever order they come, and
 * further columns are passed over. Empty lines are passed over. A row that has more fields than the first line has columns is rejected: a separator that is not quoted moves all behind it.
 *
 * <p>Threading: Immutable. Each method that sets something returns a new format.
 *
 * @param <R> the record type
 */
public final class CsvFormat<R> implements ReadFormat<R> {

    /** How the text is written. */
    record Dialect(Charset charset, char separator, char quote, boolean header, boolean oneLineEach) {}

    private final RecordShape<R> shape;
    private final List<FieldParser> parsers;
    private final Dialect dialect;

    private CsvFormat(RecordShape<R> shape, List<FieldParser> parsers, Dialect dialect) {
        this.shape = shape;
        this.parsers = parsers;
        this.dialect = dialect;
    }

    /**
     * CSV in UTF-8 with a header, commas and double quotes.
     *
     * @throws WeirException if {@code type} is no record, or has a component that a text cannot become
     */
    public static <R> CsvFormat<R> of(Class<R> type) {
        RecordShape<R> shape = RecordShape.of(type);
        List<FieldParser> parsers =
                shape.components().stream().map(FieldParser::of).toList();
        return new CsvFormat<>(shape, parsers, new Dialect(StandardCharsets.UTF_8, ',', '"', true, false));
    }

    /** Sets the charset; one in which a line feed is one byte. */
    public CsvFormat<R> charset(Charset charset) {
        return with(new Dialect(
                FramedSlice.valid(charset),
                dialect.separator(),
                dialect.quote(),
                dialect.header(),
                dialect.oneLineEach()));
    }

    /** Sets what stands between two fields; a comma by default. An ASCII character. */
    public CsvFormat<R> separator(char separator) {
        return with(new Dialect(
                dialect.charset(), ascii(separator), dialect.quote(), dialect.header(), dialect.oneLineEach()));
    }

    /** Sets what a field is quoted with; a double quote by default. An ASCII character. */
    public CsvFormat<R> quote(char quote) {
        return with(new Dialect(
                dialect.charset(), dialect.separator(), ascii(quote), dialect.header(), dialect.oneLineEach()));
    }

    /** Says that files have no header: columns come in the order of the record's components. */
    public CsvFormat<R> withoutHeader() {
        return with(new Dialect(dialect.charset(), dialect.separator(), dialect.quote(), false, dialect.oneLineEach()));
    }

    /**
     * Says that no field holds a line's end: every line is a record, whatever quotes it holds. Only then can several subtasks read one file, because where a line begins can be seen from anywhere.
     */
    public CsvFormat<R> oneLineEach() {
        return with(new Dialect(dialect.charset(), dialect.separator(), dialect.quote(), dialect.header(), true));
    }

    private CsvFormat<R> with(Dialect changed) {
        return new CsvFormat<>(shape, parsers, changed);
    }

    @Override
    public boolean splittable() {
        return dialect.oneLineEach();
    }

    @Override
    public FileCursor<R> open(FileSlice slice) throws IOException {
        CsvFields fields = new CsvFields(dialect);
        CsvColumns columns = dialect.header() ? header(slice, fields) : CsvColumns.inOrder(parsers);
        RecordFrames frames = FramedSlice.open(slice, framing());
        try {
            if (dialect.header() && slice.isFresh() && slice.start() == 0) {
                frames.next();
            }
            long recordCount = slice.start() == 0 ? slice.recordCount() : -1;
            CsvRow<R> row = new CsvRow<>(shape, parsers, columns, fields);
            return new FramedCursor<>(frames, row, slice.stoppingPosition(), recordCount, "record");
        } catch (IOException | RuntimeException e) {
            frames.close();
            throw e;
        }
    }

    private CsvColumns header(FileSlice slice, CsvFields fields) throws IOException {
        try (RecordFrames frames = FramedSlice.openAt(slice, 0, framing())) {
            if (!frames.next()) {
                return CsvColumns.inOrder(parsers);
            }
            List<String> names = fields.split(frames.array(), frames.offset(), frames.length());
            return CsvColumns.named(names, parsers, slice.path());
        } catch (IllegalArgumentException e) {
            throw WeirException.user(
                    "files-header",
                    "the first line of " + slice.path() + " does not name its columns",
                    String.valueOf(e.getMessage()),
                    "repair the file, or say withoutHeader() if it has no header");
        }
    }

    private Framing framing() {
        return dialect.oneLineEach() ? new Framing.Lines() : new QuotedFraming(dialect.separator(), dialect.quote());
    }

    private static char ascii(char c) {
        if (c > 0x7F || c == '\n' || c == '\r') {
            throw WeirException.user(
                    "files-csv-setting",
                    "a separator or quote '" + c + "'",
                    "records are found by bytes, so it must be one of ASCII that ends no line",
                    "give another one");
        }
        return c;
    }
}
