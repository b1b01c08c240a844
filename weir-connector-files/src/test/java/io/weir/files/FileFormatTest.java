package io.weir.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weir.error.WeirException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class FileFormatTest {

    private enum Colour {
        RED {
            @Override
            public String toString() {
                return "not the name";
            }
        }
    }

    private record Row(int id, @Nullable String text, BigDecimal amount, LocalDate day, Colour colour) {}

    private record Nested(List<String> texts) {}

    private static final Row ROW =
            new Row(1, "a \"b\",\nc", new BigDecimal("1E+3"), LocalDate.of(2026, 11, 26), Colour.RED);

    @Test
    void csvQuotesWhatItMustAndTellsNullFromEmpty() throws IOException {
        String written = written(
                FileFormat.csv(Row.class),
                ROW,
                new Row(2, null, BigDecimal.ONE, LocalDate.EPOCH, Colour.RED),
                new Row(3, "", BigDecimal.ONE, LocalDate.EPOCH, Colour.RED));

        assertThat(written)
                .isEqualTo("id,text,amount,day,colour\n"
                        + "1,\"a \"\"b\"\",\nc\",1000,2026-11-26,RED\n"
                        + "2,,1,1970-01-01,RED\n"
                        + "3,\"\",1,1970-01-01,RED\n");
    }

    @Test
    void csvRefusesComponentsWithoutAText() {
        assertThatThrownBy(() -> FileFormat.csv(Nested.class))
                .isInstanceOf(WeirException.class)
                .hasMessageContaining("texts")
                .hasMessageContaining("files-csv-type");
    }

    @Test
    void jsonLinesKeepLineBreaksInOneLine() throws IOException {
        assertThat(written(FileFormat.jsonLines(Nested.class), new Nested(List.of("a\nb")), new Nested(List.of())))
                .isEqualTo("{\"texts\":[\"a\\nb\"]}\n{\"texts\":[]}\n");
    }

    @Test
    void aTextOfTwoLinesIsNoLine() {
        assertThatThrownBy(() -> written(FileFormat.lines(), "a\nb"))
                .isInstanceOf(WeirException.class)
                .hasMessageContaining("files-line-break");
    }

    /** What the sink rests on when it cuts a file back, or joins two. */
    @Test
    void anAppendableFileIsWholeAfterEachFlush() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        FileFormat<String> format =
                FileFormat.csv(List.of("h"), (String text) -> List.of(text)).gzip();
        FileEncoder<String> encoder = format.open(out);
        encoder.flush();
        int headerLength = out.size();
        String expected = "h\n";
        for (String text : List.of("one", "two", "three")) {
            encoder.write(text);
            encoder.flush();
            expected += text + "\n";
            assertThat(unzipped(out.toByteArray())).isEqualTo(expected);
            assertThat(encoder.sizeBytes()).isEqualTo(out.size());
        }
        int size = out.size();
        encoder.flush();
        encoder.finish();
        encoder.close();
        assertThat(out.size()).as("with nothing new").isEqualTo(size);

        byte[] whole = out.toByteArray();
        out.write(whole, headerLength, size - headerLength);
        assertThat(unzipped(out.toByteArray())).isEqualTo(expected + "one\ntwo\nthree\n");
    }

    @SafeVarargs
    private static <T> String written(FileFormat<T> format, T... values) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (FileEncoder<T> encoder = format.open(out)) {
            for (T value : values) {
                encoder.write(value);
            }
            encoder.finish();
        }
        return out.toString(StandardCharsets.UTF_8);
    }

    private static String unzipped(byte[] bytes) throws IOException {
        return new String(new GZIPInputStream(new ByteArrayInputStream(bytes)).readAllBytes(), StandardCharsets.UTF_8);
    }
}
