package io.weir.files.read;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import java.nio.charset.Charset;
import java.util.List;

/**
 * Takes one record of CSV apart.
 *
 * <p>Threading: confined to one cursor.
 */
final class CsvFields {

    private final CsvFormat.Dialect dialect;
    private final Charset charset;
    private final CsvReader.CsvReaderBuilder reader;

    CsvFields(CsvFormat.Dialect dialect) {
        this.dialect = dialect;
        charset = dialect.charset();
        reader = CsvReader.builder()
                .fieldSeparator(dialect.separator())
                .quoteCharacter(dialect.quote())
                .skipEmptyLines(false)
                .allowUnclosedQuote(false);
    }

    /** @throws IllegalArgumentException if it is no CSV; the message tells why */
    List<String> split(byte[] bytes, int offset, int length) {
        String text = TextBytes.decode(bytes, offset, length, charset);
        try {
            return reader.ofSingleCsvRecord(text).getFields();
        } catch (CsvParseException e) {
            throw new IllegalArgumentException("not CSV: " + e.getMessage(), e);
        }
    }

    /** Returns what to do about a row that has too many fields. */
    String adviceOnTooMany() {
        return "A '" + dialect.separator() + "' within a field? Put that field in quotes (" + dialect.quote()
                + "), or say separator(..) if another character stands between fields";
    }
}
