package io.weir.files.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where lines begin and end, from wherever one looks. */
class LineFormatTest {

    private static final LineFormat<String> TEXT = LineFormat.text();

    @TempDir
    Path folder;

    @Test
    void endsLinesWithAndWithoutCarriageReturnsAndTheLastWithNothing() throws IOException {
        assertThat(Slices.read(TEXT, Slices.file(folder, "a\r\n\nb\rc\nd"))).containsExactly("a", "", "b\rc", "d");
        assertThat(Slices.read(TEXT, Slices.file(folder, ""))).isEmpty();
        assertThat(Slices.read(TEXT, Slices.file(folder, "\n"))).containsExactly("");
        assertThat(Slices.read(TEXT, Slices.file(folder, "x\r"))).containsExactly("x\r");
    }

    @Test
    void passesOverAByteOrderMarkAtTheBeginningOnly() throws IOException {
        assertThat(Slices.read(TEXT, Slices.file(folder, "\uFEFFa\n\uFEFFb\n"))).containsExactly("a", "\uFEFFb");
        assertThat(Slices.read(TEXT, Slices.file(folder, "\uFEFF"))).isEmpty();
    }

    @Test
    void linesLongerThanTheBufferAreWhole() throws IOException {
        List<Object> lines = List.of("a", "b".repeat(300_000), "c", "d".repeat(65_536), "e".repeat(65_535));
        String content = String.join("\n", lines.toArray(String[]::new));
        assertThat(Slices.read(TEXT, Slices.file(folder, content))).isEqualTo(lines);
    }

    /** However a file is cut, each line is in one part. */
    @Test
    void everyCutGivesEveryLineOnce() throws IOException {
        String content = "one\ntwo\r\n\nthree\nfour";
        FileSlice whole = Slices.file(folder, content);
        List<Object> lines = Slices.read(TEXT, whole);
        for (int first = 0; first <= content.length(); first++) {
            for (int second = first; second <= content.length(); second++) {
                List<Object> parts = new ArrayList<>();
                parts.addAll(Slices.read(TEXT, Slices.range(whole.path(), 0, first)));
                parts.addAll(Slices.read(TEXT, Slices.range(whole.path(), first, second)));
                parts.addAll(Slices.read(TEXT, Slices.range(whole.path(), second, content.length())));
                assertThat(parts).as("cut at %d and %d", first, second).isEqualTo(lines);
            }
        }
    }

    @Test
    void readsOtherCharsets() throws IOException {
        FileSlice slice = Slices.file(folder, "");
        Files.write(slice.path(), "é\n".getBytes(StandardCharsets.ISO_8859_1));
        assertThat(Slices.read(LineFormat.text(StandardCharsets.ISO_8859_1), Slices.whole(slice.path())))
                .containsExactly("é");
        assertThatThrownBy(() -> LineFormat.text(StandardCharsets.UTF_16)).hasMessageContaining("[files-charset]");
    }

    record Amount(String name, long cents) {}

    @Test
    void jsonWithoutAPrimitiveOrWithMoreBehindItIsNoRecord() throws IOException {
        List<Object> read = Slices.read(LineFormat.json(Amount.class), Slices.file(folder, """
                        {"name":"a","cents":1,"more":0}
                        {"name":"a"}
                        {"name":"a","cents":1} 2
                        null
                        """));
        assertThat(read.get(0)).isEqualTo(new Amount("a", 1));
        assertThat(read.subList(1, 3))
                .allSatisfy(message -> assertThat((String) message).startsWith("not JSON of Amount"));
        assertThat(read.get(3)).isEqualTo("the line is the JSON literal null");
    }
}
