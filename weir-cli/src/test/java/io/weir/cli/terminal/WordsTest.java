package io.weir.cli.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class WordsTest {

    @Test
    void countsOneAndMany() {
        assertThat(Words.count(1, "kill")).isEqualTo("1 kill");
        assertThat(Words.count(0, "kill")).isEqualTo("0 kills");
        assertThat(Words.count(1_234, "kill")).isEqualTo("1,234 kills");
    }

    @Test
    void breaksLinesBetweenWords() {
        String text = "word ".repeat(100).strip();

        assertThat(Words.wrap(text)).allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(80));
        assertThat(String.join(" ", Words.wrap(text))).isEqualTo(text);
    }

    @Test
    void leavesAWordWhole() {
        String word = "x".repeat(200);

        assertThat(Words.wrap("a " + word)).containsExactly("a", word);
    }
}
