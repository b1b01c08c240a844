package io.weir.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class CountCheckerTest {

    private static final Generator GENERATOR = new Generator(10);
    private static final long RECORDS = 200;

    private final CountChecker checker = new CountChecker(10);

    @Test
    void everyCountOnceIsRight() {
        results().forEach(checker::add);

        assertThatCode(() -> checker.requireAll(GENERATOR, RECORDS)).doesNotThrowAnyException();
        assertThat(checker.misplacedCount()).isZero();
    }

    @Test
    void aLostResultIsFound() {
        List<Event> results = results();
        results.remove(77);
        results.forEach(checker::add);

        assertThatThrownBy(() -> checker.requireAll(GENERATOR, RECORDS)).hasMessageContaining("results=199 of 200");
    }

    @Test
    void aDoubledResultIsFound() {
        List<Event> results = results();
        results.add(results.get(77));
        results.forEach(checker::add);

        assertThatThrownBy(() -> checker.requireAll(GENERATOR, RECORDS)).hasMessageContaining("results=201 of 200");
    }

    @Test
    void aCountThatSkippedAndRepeatedIsFoundThoughTheirNumberIsRight() {
        List<Event> results = results();
        Event last = results.get(results.size() - 1);
        results.set(results.size() - 1, new Event(last.key(), last.value() + 1, last.timestamp()));
        results.forEach(checker::add);

        assertThatThrownBy(() -> checker.requireAll(GENERATOR, RECORDS)).hasMessageContaining("misplaced=1");
    }

    @Test
    void resultsOfAKeyInAnotherOrderAreFoundThoughEachIsThere() {
        List<Event> results = results();
        Collections.reverse(results);
        results.forEach(checker::add);

        assertThatThrownBy(() -> checker.requireAll(GENERATOR, RECORDS)).hasMessageContaining("out of order");
    }

    private static List<Event> results() {
        List<Event> results = new ArrayList<>();
        long[] counts = new long[10];
        for (long index = 0; index < RECORDS; index++) {
            int key = (int) GENERATOR.key(index);
            results.add(new Event(key, ++counts[key], index));
        }
        return results;
    }
}
