package io.weir.testkit.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.source.Boundedness;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** A check that cannot fail proves nothing: each fact is failed by a source that breaks it. */
class SourceFlawsTest {

    @TestFactory
    List<DynamicTest> theKitCatches() {
        List<DynamicTest> tests = new ArrayList<>();
        for (SourceFlaw flaw : SourceFlaw.values()) {
            for (String fact : flaw.facts()) {
                tests.add(DynamicTest.dynamicTest(flaw + ": " + fact, () -> {
                    // Only what has no end can be waited for.
                    Boundedness boundedness =
                            flaw == SourceFlaw.SLEEPS_FOR_EVER ? Boundedness.UNBOUNDED : Boundedness.BOUNDED;
                    ShelfConformance broken = new ShelfConformance(EnumSet.of(flaw), boundedness);
                    Optional<Throwable> failure = Facts.failureOf(broken, SourceConformance.class, fact);
                    System.out.println("FLAW " + flaw + ": "
                            + failure.map(Throwable::toString).orElse("-"));
                    assertThat(failure).isPresent();
                }));
            }
        }
        return tests;
    }

    @Test
    void everyFactIsFailedBySomeFlaw() {
        TreeSet<String> failed = new TreeSet<>();
        Arrays.stream(SourceFlaw.values()).forEach(flaw -> failed.addAll(flaw.facts()));

        assertThat(failed).isEqualTo(Facts.of(SourceConformance.class));
    }
}
