package io.weir.engine.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

class KeyGroupsTest {

    /** Merging bases relies on it for speed. */
    @Test
    void keysOfAGroupAreInTheSameOrderByTheirPlaceAndByThatInTheGroup() {
        List<Long> keys = new Random(1)
                .longs(200_000)
                .filter(key -> KeyGroups.groupOf(KeyGroups.hash(key)) == 5)
                .boxed()
                .toList();

        assertThat(keys).hasSizeGreaterThan(1_000);
        assertThat(sorted(keys, KeyGroups::placeInGroup)).isEqualTo(sorted(keys, KeyGroups::place));
        assertThat(keys).allMatch(key -> (KeyGroups.placeInGroup(key) & 127) == 5);
    }

    private static List<Long> sorted(List<Long> keys, Function<Long, Long> by) {
        return keys.stream()
                .sorted(Comparator.comparing(by, Long::compareUnsigned))
                .toList();
    }
}
