package io.weir.testkit.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ExcerptTest {

    @Test
    void fewValuesAreAllThere() {
        assertThat(Excerpt.of(List.of(1, 2, 3))).isEqualTo("[1, 2, 3]");
    }

    @Test
    void ofManyTheNumberAndTheFirst() {
        assertThat(Excerpt.of(IntStream.range(0, 5_000).boxed().toList()))
                .isEqualTo("5000, among them [0, 1, 2, 3, 4, 5, 6, 7, 8, 9]");
    }
}
