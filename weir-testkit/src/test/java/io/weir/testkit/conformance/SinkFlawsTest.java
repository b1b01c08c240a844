package io.weir.testkit.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** A check that cannot fail proves nothing: each fact is failed by a sink that breaks it. */
class SinkFlawsTest {

    @TestFactory
    List<DynamicTest> theKitCatches() {
        List<DynamicTest> tests = new ArrayList<>();
        for (SinkFlaw flaw : SinkFlaw.values()) {
            for (String fact : flaw.facts()) {
                tests.add(DynamicTest.dynamicTest(flaw + ": " + fact, () -> {
                    DepotConformance broken = new DepotConformance(EnumSet.of(flaw));
                    Optional<Throwable> failure = Facts.failureOf(broken, SinkConformance.class, fact);
                    assertThat(failure).isPresent();
                }));
            }
        }
        return tests;
    }

    /** Builds print no more of a dynamic test than its number. */
    @Test
    void aFailureNamesItsCase() throws Exception {
        DepotConformance broken = new DepotConformance(EnumSet.of(SinkFlaw.FORGETS_SUBTASKS_THAT_ARE_GONE));

        assertThat(Facts.failureOf(broken, SinkConformance.class, "restoresAtAnotherParallelism"))
                .hasValueSatisfying(failure -> assertThat(failure).hasMessageStartingWith("1 to 3: "));
    }

    @Test
    void everyFactIsFailedBySomeFlaw() {
        TreeSet<String> failed = new TreeSet<>();
        Arrays.stream(SinkFlaw.values()).forEach(flaw -> failed.addAll(flaw.facts()));

        assertThat(failed).isEqualTo(Facts.of(SinkConformance.class));
    }
}
