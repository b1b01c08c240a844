package io.weir.testkit.conformance;

import io.weir.source.Boundedness;
import io.weir.source.SourceSplit;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * What exactly-once asks of a source, fact by fact. An author extends this class and says what the source reads; every fact is then a test. What each fact
 * prevents is told in docs/connector-conformance.md.
 *
 * <pre>{@code
 * class MySourceConformanceTest extends SourceConformance<String, MySplit> {
 *     @Override
 *     protected SourceSubject<String, MySplit> open() {
 *         return new MySubject(newFilledPlace());
 *     }
 * }
 * }</pre>
 *
 * @param <T> the type of the source's records
 * @param <S> its splits
 */
public abstract class SourceConformance<T, S extends SourceSplit> {

    /** Makes a subject with a place that holds records. Called for each fact; what it returns is closed at the end of the fact. */
    protected abstract SourceSubject<T, S> open() throws Exception;

    private void check(SourceFact<T, S> fact) throws Exception {
        try (SourceCase<T, S> fresh = new SourceCase<>(open())) {
            fact.check(fresh);
        }
    }

    private DynamicTest test(String name, SourceFact<T, S> fact) {
        return DynamicTest.dynamicTest(name, () -> {
            try {
                check(fact);
            } catch (AssertionError e) {
                // Many builds print a dynamic test's number only.
                throw new AssertionError(name + ": " + e.getMessage(), e);
            }
        });
    }

    @Test
    protected void everyRecordIsReadOnce() throws Exception {
        check(ReadFacts::everyRecordIsReadOnce);
    }

    @Test
    protected void aPollEmitsNoMoreThanItIsAskedFor() throws Exception {
        check(ReadFacts::aPollEmitsNoMoreThanItIsAskedFor);
    }

    @Test
    protected void theOrderOfASplitIsAlwaysTheSame() throws Exception {
        check(ReadFacts::theOrderOfASplitIsAlwaysTheSame);
    }

    @Test
    protected void aReaderEndsOnlyWhenNoFurtherSplitCanCome() throws Exception {
        check(ReadFacts::aReaderEndsOnlyWhenNoFurtherSplitCanCome);
    }

    @Test
    protected void aReaderWithoutSplitsIsIdle() throws Exception {
        check(ReadFacts::aReaderWithoutSplitsIsIdle);
    }

    @Test
    protected void splitsThatComeLaterAreReadToo() throws Exception {
        check(ReadFacts::splitsThatComeLaterAreReadToo);
    }

    @Test
    protected void noticesOfCommitsMayComeLateTwiceOrNever() throws Exception {
        check(ReadFacts::noticesOfCommitsMayComeLateTwiceOrNever);
    }

    @Test
    protected void closingIsIdempotentAtAnyPoint() throws Exception {
        check(ReadFacts::closingIsIdempotentAtAnyPoint);
    }

    @Test
    protected void everyPositionLeadsToTheRest() throws Exception {
        check(ReplayFacts::everyPositionLeadsToTheRest);
    }

    @Test
    protected void aSnapshotOnlyLooks() throws Exception {
        check(ReplayFacts::aSnapshotOnlyLooks);
    }

    @TestFactory
    protected List<DynamicTest> restoresAtAnotherParallelism() {
        return List.of(
                test("1 to 3", ReplayFacts.restoresAtAnotherParallelism(1, 3)),
                test("3 to 1", ReplayFacts.restoresAtAnotherParallelism(3, 1)),
                test("2 to 4", ReplayFacts.restoresAtAnotherParallelism(2, 4)));
    }

    @Test
    protected void attemptsThatCrashAnywhereReadEachRecordOnce() throws Exception {
        check(ReplayFacts::attemptsThatCrashAnywhereReadEachRecordOnce);
    }

    @Test
    protected void anAttemptThatStillLivesDoesNotDisturbTheNext() throws Exception {
        check(ReplayFacts::anAttemptThatStillLivesDoesNotDisturbTheNext);
    }

    @Test
    protected void splitsSurviveTheirSerde() throws Exception {
        check(ReplayFacts::splitsSurviveTheirSerde);
    }

    @Test
    protected void bytesThatAreNoSplitAreToldAsCorrupt() throws Exception {
        check(ReplayFacts::bytesThatAreNoSplitAreToldAsCorrupt);
    }

    @Test
    protected void aKnownSplitIsNotDiscoveredAgain() throws Exception {
        check(ReplayFacts::aKnownSplitIsNotDiscoveredAgain);
    }

    /** One, if the source has no end and the subject can append records. */
    @TestFactory
    protected List<DynamicTest> recordsThatComeLaterWakeTheReader() throws Exception {
        List<DynamicTest> tests = new ArrayList<>();
        try (SourceSubject<T, S> subject = open()) {
            boolean endless = subject.source().boundedness() == Boundedness.UNBOUNDED;
            if (endless && !subject.append().isEmpty()) {
                tests.add(test("append", ReadFacts::recordsThatComeLaterWakeTheReader));
            }
        }
        return tests;
    }

    @TestFactory
    protected List<DynamicTest> aJobThatIsKilledAgainAndAgainReadsEachRecordOnce() {
        List<DynamicTest> tests = new ArrayList<>();
        for (int parallelism = 1; parallelism <= 3; parallelism++) {
            tests.add(test("parallelism " + parallelism, SourceJobFacts.killedAgainAndAgain(parallelism)));
        }
        return tests;
    }
}
