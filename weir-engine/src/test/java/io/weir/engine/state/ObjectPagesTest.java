package io.weir.engine.state;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Where the objects of a table lie. */
class ObjectPagesTest {

    private final ObjectPages pages = ObjectPages.ofKeysAndValues();

    @Test
    void noPlaceIsGivenOutThatStandsForNone() {
        for (int i = 0; i < 3 * ObjectPages.SIZE; i++) {
            assertThat(pages.add(i)).isNotEqualTo(ObjectPages.NO_PLACE);
        }
        for (int place = 1; place < 3 * ObjectPages.SIZE; place++) {
            pages.remove(place);
        }
        pages.reclaim();
        for (int i = 0; i < 5 * ObjectPages.SIZE; i++) {
            assertThat(pages.add(i)).isNotEqualTo(ObjectPages.NO_PLACE);
        }
    }

    @Test
    void pagesWithoutAnyObjectAreUsedAgain() {
        int most = 0;
        for (int round = 0; round < 20; round++) {
            int[] places = new int[4 * ObjectPages.SIZE];
            for (int i = 0; i < places.length; i++) {
                places[i] = pages.add(i);
                most = Math.max(most, places[i]);
            }
            for (int place : places) {
                pages.remove(place);
            }
            pages.reclaim();
        }
        assertThat(most).isLessThan(6 * ObjectPages.SIZE);
    }

    @Test
    void placesAmongFewObjectsThatStayAreUsedAgain() {
        int most = 0;
        for (int round = 0; round < 20; round++) {
            int[] places = new int[4 * ObjectPages.SIZE];
            for (int i = 0; i < places.length; i++) {
                places[i] = pages.add(i);
                most = Math.max(most, places[i]);
            }
            for (int i = 0; i < places.length; i++) {
                if (i % ObjectPages.SIZE != 7) {
                    pages.remove(places[i]);
                }
            }
            pages.reclaim();
        }
        assertThat(most).isLessThan(8 * ObjectPages.SIZE);
    }

    /** Method: one random history a seed, compared with a map. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void eachPlaceHasItsOwnKeyAndValueWhateverCameAndWent(long seed) {
        Random random = new Random(seed);
        Map<Integer, String> expected = new HashMap<>();
        int kept = 1 + random.nextInt(5 * ObjectPages.SIZE);
        for (int step = 0; step < 40_000; step++) {
            if (expected.size() < kept && random.nextInt(3) > 0 || expected.isEmpty()) {
                String value = "v" + step;
                int place = pages.add(value);
                pages.setKey(place, "k" + value);
                assertThat(expected.put(place, value)).as("seed=%d", seed).isNull();
            } else if (random.nextBoolean()) {
                int place = any(expected.keySet(), random);
                String value = "w" + step;
                pages.set(place, value);
                pages.setKey(place, "k" + value);
                expected.put(place, value);
            } else {
                int place = any(expected.keySet(), random);
                pages.remove(place);
                expected.remove(place);
            }
            if (random.nextInt(2_000) == 0) {
                Set<Integer> gone = random.nextBoolean() ? new HashSet<>(expected.keySet()) : Set.of();
                gone.forEach(pages::remove);
                expected.keySet().removeAll(gone);
                pages.reclaim();
            }
        }
        expected.forEach((place, value) -> {
            assertThat(pages.value(place)).isEqualTo(value);
            assertThat(pages.key(place)).isEqualTo("k" + value);
        });
    }

    private static int any(Set<Integer> places, Random random) {
        int skipped = random.nextInt(Math.min(8, places.size()));
        return places.stream().skip(skipped).findFirst().orElseThrow();
    }
}
