package io.weir.files.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weir.files.FileEncoder;
import io.weir.files.FileFormat;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Rows of CSV as records. */
class CsvFormatTest {

    enum Colour {
        RED,
        BLUE
    }

    record Item(int id, String name) {}

    record Wide(
            long id,
            double weight,
            boolean sold,
            char size,
            Colour colour,
            BigDecimal price,
            Instant at,
            LocalDate day,
            UUID key,
            @Nullable Integer count,
            String text) {}

    record Sparse(int id, Optional<String> note, @Nullable Integer count) {}

    @TempDir
    Path folder;

    @Test
    void findsColumnsByName() throws IOException {
        assertThat(read(CsvFormat.of(Item.class), "name,more,id\nx,0,1\n\ny,0,2"))
                .containsExactly(new Item(1, "x"), new Item(2, "y"));
    }

    @Test
    void quotesHideSeparatorsLineEndsAndQuotes() throws IOException {
        assertThat(read(CsvFormat.of(Item.class), "id,name\r\n1,\"a,b\r\nc\"\"d\"\r\n2,5\" pipe\r\n3,\"\"\r\n"))
                .containsExactly(new Item(1, "a,b\r\nc\"d"), new Item(2, "5\" pipe"), new Item(3, ""));
    }

    @Test
    void otherDialects() throws IOException {
        CsvFormat<Item> format =
                CsvFormat.of(Item.class).separator(';').quote('\'').withoutHeader();
        assertThat(read(format, "1;'a;b'\n2;\"\n")).containsExactly(new Item(1, "a;b"), new Item(2, "\""));
        assertThatThrownBy(() -> format.separator('§')).hasMessageContaining("[files-csv-setting]");
    }

    @Test
    void emptyFieldsAreNullOrEmptyOrMissing() throws IOException {
        assertThat(read(CsvFormat.of(Sparse.class), "id,note,count\n1,,\n2,x,3\n,x,3\n"))
                .containsExactly(
                        new Sparse(1, Optional.empty(), null), new Sparse(2, Optional.of("x"), 3), "field id is empty");
        assertThat(read(CsvFormat.of(Sparse.class), "count,id\n3,1\n"))
                .as("an optional column may be missing")
                .containsExactly(new Sparse(1, Optional.empty(), 3));
    }

    @Test
    void saysWhyARowIsNoRecord() throws IOException {
        List<Object> read = read(CsvFormat.of(Item.class), "id,name\nx,y\n1\n\"1\"2,y\n3,\"never closed\n");
        assertThat(read).hasSize(4);
        assertThat((String) read.get(0)).startsWith("field id: \"x\" does not fit");
        assertThat((String) read.get(1))
                .isEqualTo(
                        "field name is missing: the row has 1 field, and the first line of the file names 2 columns: id, name");
        assertThat((String) read.get(2)).startsWith("not CSV");
        assertThat((String) read.get(3)).startsWith("not CSV");
    }

    /** A separator that is not quoted moves all that comes behind it: none of it can be trusted. */
    @Test
    void aRowWithMoreFieldsThanTheHeaderHasColumnsIsNoRecord() throws IOException {
        List<Object> read = read(CsvFormat.of(Item.class), "id,name,city\n1,Smith, John,Oslo\n2,x,y\n3,x,y,\n");
        assertThat(read).hasSize(3).contains(new Item(2, "x"));
        assertThat((String) read.get(0))
                .isEqualTo(
                        "the row has 4 fields, and the first line of the file names 3 columns: id, name, city."
                                + " A ',' within a field? Put that field in quotes (\"), or say separator(..) if another character stands between fields");
        assertThat((String) read.get(2)).startsWith("the row has 4 fields, and");
    }

    @Test
    void withoutAHeaderNobodyKnowsHowManyColumnsThereAre() throws IOException {
        assertThat(read(CsvFormat.of(Item.class).withoutHeader(), "1,x,more\n2\n"))
                .containsExactly(
                        new Item(1, "x"),
                        "field name is missing: the row has 1 field, and the record takes the first 2 columns: id, name");
    }

    @Test
    void aHeaderWithoutAColumnOfTheRecordIsRefused() throws IOException {
        FileSlice slice = Slices.file(folder, "id,nam\n1,x\n");
        assertThatThrownBy(() -> CsvFormat.of(Item.class).open(slice))
                .hasMessageContaining("[files-header]")
                .hasMessageContaining("no column name");
    }

    @Test
    void typesThatNoTextCanBecomeAreRefused() {
        record Odd(List<String> names) {}
        assertThatThrownBy(() -> CsvFormat.of(Odd.class)).hasMessageContaining("[files-field-type]");
        assertThatThrownBy(() -> CsvFormat.of(String.class)).hasMessageContaining("[files-record-type]");
    }

    /** The first thing that anybody does with two halves of a connector. */
    @Test
    void readsWhatTheSinksFormatWrites() throws IOException {
        Wide wide = new Wide(
                1,
                2.5,
                true,
                'L',
                Colour.BLUE,
                new BigDecimal("10.50"),
                Instant.parse("2026-01-02T03:04:05.678Z"),
                LocalDate.of(2026, 1, 2),
                new UUID(1, 2),
                null,
                "say \"hi\",\nthen go");
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        FileEncoder<Wide> encoder = FileFormat.csv(Wide.class).open(bytes);
        encoder.write(wide);
        encoder.finish();
        assertThat(read(CsvFormat.of(Wide.class), bytes.toString(StandardCharsets.UTF_8)))
                .containsExactly(wide);
    }

    private List<Object> read(CsvFormat<?> format, String content) throws IOException {
        return Slices.read(format, Slices.file(folder, content));
    }
}
