package io.weir.cli.verify;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Each fault is planted into the output of an undisturbed run. */
class ReferenceCheckTest {

    private final List<OutputRecord> history = new ArrayList<>(List.of(
            record(0, "a", "1"),
            record(0, "a", "2"),
            record(1, "b", "1"),
            record(0, "a", "2"),
            record(0, "a", "3"),
            record(1, "b", "2"),
            record(0, null, "x"),
            record(1, null, "y")));

    private final Reference reference = new Reference();

    ReferenceCheckTest() {
        history.forEach(reference::add);
    }

    @Test
    void acceptsTheSameOutput() {
        assertThat(findings().isExact()).isTrue();
        assertThat(new ReferenceCheck(reference).expectedCount(3)).isEqualTo(8);
    }

    @Test
    void acceptsAnyOrderAmongDifferentKeysAndOfRecordsWithoutAKey() {
        Collections.swap(history, 1, 2);
        Collections.swap(history, 6, 7);

        assertThat(findings().isExact()).isTrue();
    }

    @Test
    void seesADuplicate() {
        history.add(record(0, "a", "3"));

        Findings findings = findings();

        assertThat(findings.duplicated()).isEqualTo(1);
        assertThat(findings.disordered() + findings.lost()).isZero();
    }

    @Test
    void seesADuplicateOfWhatIsThereTwiceAnyway() {
        history.add(2, record(0, "a", "2"));

        assertThat(findings().duplicated()).isEqualTo(1);
    }

    @Test
    void seesALossAndNothingElse() {
        history.remove(1);

        Findings findings = findings();

        assertThat(findings.lost()).isEqualTo(1);
        assertThat(findings.disordered() + findings.duplicated() + findings.foreign())
                .isZero();
    }

    @Test
    void seesAWrongValue() {
        history.set(4, record(0, "a", "4"));

        Findings findings = findings();

        assertThat(findings.foreign()).isEqualTo(1);
        assertThat(findings.lost()).isEqualTo(1);
        assertThat(findings.examples().get(0)).contains("a = 4;").endsWith("it has there: 3");
    }

    @Test
    void seesAValueOfAnotherKey() {
        history.set(4, record(1, "b", "3"));

        assertThat(findings().foreign()).isEqualTo(1);
    }

    @Test
    void seesTwoValuesOfAKeyThatChangedPlaces() {
        Collections.swap(history, 3, 4);

        Findings findings = findings();

        assertThat(findings.disordered()).isEqualTo(1);
        assertThat(findings.lost() + findings.duplicated() + findings.foreign()).isZero();
    }

    @Test
    void seesAKeyThatChangedItsPartition() {
        history.set(5, record(0, "b", "2"));

        assertThat(findings().disordered()).isEqualTo(1);
    }

    private Findings findings() {
        ReferenceCheck check = new ReferenceCheck(reference);
        history.forEach(check::accept);
        check.complete(Map.of());
        return check.findings();
    }

    private static OutputRecord record(int partition, @org.jspecify.annotations.Nullable String key, String value) {
        return new OutputRecord(
                "out",
                partition,
                0,
                key == null ? null : key.getBytes(StandardCharsets.UTF_8),
                value.getBytes(StandardCharsets.UTF_8));
    }
}
