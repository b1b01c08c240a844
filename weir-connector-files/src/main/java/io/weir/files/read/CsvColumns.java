package io.weir.files.read;

import io.weir.error.WeirException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The columns of a file, and which of them each component of the record takes.
 *
 * <p>Threading: Immutable.
 */
final class CsvColumns {

    /** The file has no column for the component. */
    private static final int NONE = -1;

    /** A file may have any number of columns; a message is read by a person. */
    private static final int NAMES_TOLD_MAX = 50;

    private final List<FieldParser> parsers;

    /** As the file's first line names them; null if it has no header. */
    private final @Nullable List<String> names;

    private CsvColumns(List<FieldParser> parsers, @Nullable List<String> names) {
        this.parsers = parsers;
        this.names = names;
    }

    /** Columns in the order of the components. How many more the file has, nobody knows. */
    static CsvColumns inOrder(List<FieldParser> parsers) {
        return new CsvColumns(parsers, null);
    }

    /** The columns that a header names. */
    static CsvColumns named(List<String> names, List<FieldParser> parsers, Path file) {
        for (FieldParser parser : parsers) {
            if (!names.contains(parser.name()) && !parser.isOptional()) {
                throw WeirException.user(
                        "files-header",
                        file + " has no column " + parser.name(),
                        "its first line names the columns " + names + ", and the record has such a component",
                        "name the record's components as the columns, make it an Optional, or say withoutHeader() if the file has none");
            }
        }
        return new CsvColumns(parsers, names);
    }

    /** Returns the column of each component. */
    int[] ofComponents() {
        int[] columns = new int[parsers.size()];
        for (int i = 0; i < columns.length; i++) {
            columns[i] = names == null ? i : names.indexOf(parsers.get(i).name());
        }
        return columns;
    }

    static boolean isNone(int column) {
        return column == NONE;
    }

    /** Returns whether a row has more fields than there are columns: then it is not known which field is which. */
    boolean isTooMany(int fieldCount) {
        return names != null && fieldCount > names.size();
    }

    /** Returns what a row has, and what is expected of it. */
    String beside(int fieldCount) {
        List<String> expected =
                names == null ? parsers.stream().map(FieldParser::name).toList() : names;
        return "the row has " + count(fieldCount, "field") + ", and "
                + (names == null ? "the record takes the first " : "the first line of the file names ")
                + count(expected.size(), "column") + ": "
                + String.join(", ", expected.subList(0, Math.min(NAMES_TOLD_MAX, expected.size())))
                + (expected.size() > NAMES_TOLD_MAX ? ", ..." : "");
    }

    private static String count(int count, String what) {
        return count + " " + what + (count == 1 ? "" : "s");
    }
}
