package io.weir.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.runtime.JobId;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class TransactionalIdsTest {

    private static final String GENERATION = "0123456789abcdef";

    private static TransactionalIds ids(String job, String sink) {
        return new TransactionalIds(new JobId(job, GENERATION), sink);
    }

    @Test
    void plainNamesStandAsTheyAre() {
        assertThat(ids("totals", "out").of(3, 1)).isEqualTo("weir.totals-0123456789abcdef.out.3.1");
        assertThat(ids("totals", "out").ledgerGroup(3)).isEqualTo("weir.totals-0123456789abcdef.out.ledger.3");
    }

    @Test
    void differentNamesNeverShareAnId() {
        List<String> names = List.of(
                "a",
                "a.b",
                "a_b",
                "a b",
                "ä",
                "ö",
                "A",
                "a~b",
                "x".repeat(64),
                "x".repeat(65),
                "x".repeat(66),
                "a.0",
                "0");
        Set<String> seen = new HashSet<>();
        for (String job : names) {
            for (String sink : names) {
                assertThat(seen.add(ids(job, sink).of(0, 0)))
                        .as("%s, %s", job, sink)
                        .isTrue();
            }
        }
        assertThat(seen).allMatch(id -> id.length() < 249);
    }

    @Test
    void ownsItsIdsOnly() {
        TransactionalIds ids = ids("a", "out");
        assertThat(ids.owns(ids.of(0, 0))).isTrue();
        assertThat(ids.owns(ids.of(123, 45))).isTrue();
        assertThat(ids.owns(ids.ofRecovery())).isTrue();
        assertThat(List.of(
                        ids("a", "out2").of(0, 0),
                        ids("a", "out").ledgerGroup(0),
                        ids("ab", "out").of(0, 0),
                        ids.of(0, 0) + ".0",
                        ids.of(0, 0) + "x",
                        new TransactionalIds(new JobId("a", "1123456789abcdef"), "out").of(0, 0)))
                .noneMatch(ids::owns);
    }

    @Test
    void theBrokersPatternMatchesEveryIdOfTheSink() {
        TransactionalIds ids = ids("a.b", "o*t");
        Pattern pattern = Pattern.compile(ids.brokerPattern());
        assertThat(pattern.matcher(ids.of(7, 3)).matches()).isTrue();
        assertThat(pattern.matcher(ids.ofRecovery()).matches()).isTrue();
        assertThat(pattern.matcher(ids("aXb", "o*t").of(7, 3)).matches()).isFalse();
    }

    @Test
    void tellsTheSubtaskOfAnId() {
        TransactionalIds ids = ids("a", "out");
        assertThat(ids.subtaskOf(ids.of(12, 3))).isEqualTo(12);
        assertThat(ids.subtaskOf(ids.ofRecovery())).isEqualTo(-1);
    }
}
