package io.weir.testkit.conformance;

import io.weir.testkit.conformance.CrashFacts.Death;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * What exactly-once asks of a sink, fact by fact. An author extends this class and says where the sink writes and what a reader sees there; every fact is
 * then a test. What each fact prevents is told in docs/connector-conformance.md.
 *
 * <pre>{@code
 * class MySinkConformanceTest extends SinkConformance<String, MyCommittable> {
 *     @Override
 *     protected SinkSubject<String, MyCommittable> open() {
 *         return new MySubject(newEmptyPlace());
 *     }
 * }
 * }</pre>
 *
 * <p>Writer, committer and serde are driven by their contracts, as the engine drives them; at the end whole jobs run in the engine itself. A "crash" either
 * closes the attempt as the engine closes one that failed, or leaves it alone with all its clients, to be shut out by the next.
 *
 * @param <T> the type of the sink's records
 * @param <C> its committables
 */
public abstract class SinkConformance<T, C> {

    /** Makes a subject with a fresh place outside. Called for each fact; what it returns is closed at the end of the fact. */
    protected abstract SinkSubject<T, C> open() throws Exception;

    private void check(SinkFact<T, C> fact) throws Exception {
        try (SinkCase<T, C> fresh = new SinkCase<>(open())) {
            fact.check(fresh);
            fresh.checkWhatWasHidden();
        }
    }

    private DynamicTest test(String name, SinkFact<T, C> fact) {
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
    protected void nothingIsVisibleBeforeItsCommit() throws Exception {
        check(CommitFacts::nothingIsVisibleBeforeItsCommit);
    }

    @Test
    protected void committedOutputIsVisibleOnceAndWhole() throws Exception {
        check(CommitFacts::committedOutputIsVisibleOnceAndWhole);
    }

    @Test
    protected void recordsBehindTheBarrierBelongToTheNextCheckpoint() throws Exception {
        check(CommitFacts::recordsBehindTheBarrierBelongToTheNextCheckpoint);
    }

    @Test
    protected void anIntervalWithoutRecordsIsHarmless() throws Exception {
        check(CommitFacts::anIntervalWithoutRecordsIsHarmless);
    }

    @Test
    protected void aRefusedRecordLeavesNoTrace() throws Exception {
        check(CommitFacts::aRefusedRecordLeavesNoTrace);
    }

    @Test
    protected void committingTwiceChangesNothingAndSaysSo() throws Exception {
        check(CommitFacts::committingTwiceChangesNothingAndSaysSo);
    }

    @Test
    protected void committingTwiceInRecoveryChangesNothingAndSaysSo() throws Exception {
        check(CommitFacts::committingTwiceInRecoveryChangesNothingAndSaysSo);
    }

    @Test
    protected void severalDecidedCheckpointsAreCommittedLateAndInOrder() throws Exception {
        check(CommitFacts::severalDecidedCheckpointsAreCommittedLateAndInOrder);
    }

    @Test
    protected void manyPendingCommittablesAreCommittedInRecovery() throws Exception {
        check(CommitFacts::manyPendingCommittablesAreCommittedInRecovery);
    }

    @Test
    protected void outputKeepsItsOrderAcrossCheckpointsAndAttempts() throws Exception {
        check(CommitFacts::outputKeepsItsOrderAcrossCheckpointsAndAttempts);
    }

    @Test
    protected void whatTheCheckpointDoesNotListNeverBecomesVisible() throws Exception {
        check(RecoveryFacts::whatTheCheckpointDoesNotListNeverBecomesVisible);
    }

    @Test
    protected void whatIsCommittedStaysWhenTheCheckpointListsNothing() throws Exception {
        check(RecoveryFacts::whatIsCommittedStaysWhenTheCheckpointListsNothing);
    }

    @Test
    protected void recoveryOfRecoveryChangesNothing() throws Exception {
        check(RecoveryFacts::recoveryOfRecoveryChangesNothing);
    }

    @Test
    protected void aDirectoryThatLostCheckpointsIsRefused() throws Exception {
        check(RecoveryFacts::aDirectoryThatLostCheckpointsIsRefused);
    }

    @TestFactory
    protected List<DynamicTest> restoresAtAnotherParallelism() {
        return List.of(
                test("1 to 3", RecoveryFacts.restoresAtAnotherParallelism(1, 3)),
                test("3 to 1", RecoveryFacts.restoresAtAnotherParallelism(3, 1)),
                test("2 to 4", RecoveryFacts.restoresAtAnotherParallelism(2, 4)));
    }

    @Test
    protected void aZombieCannotCommitWhatTheNewerAttemptGaveUp() throws Exception {
        check(ZombieFacts::aZombieCannotCommitWhatTheNewerAttemptGaveUp);
    }

    @Test
    protected void aZombieCannotCommitAgainWhatTheNewerAttemptCommitted() throws Exception {
        check(ZombieFacts::aZombieCannotCommitAgainWhatTheNewerAttemptCommitted);
    }

    @Test
    protected void aZombiesCommitInTheMiddleOfARecoveryDoublesNothing() throws Exception {
        check(ZombieFacts::aZombiesCommitInTheMiddleOfARecoveryDoublesNothing);
    }

    @Test
    protected void whatAZombieWritesAndSealsLateIsNeverVisible() throws Exception {
        check(ZombieFacts::whatAZombieWritesAndSealsLateIsNeverVisible);
    }

    @Test
    protected void aZombieInRecoveryCanNeitherRepeatNorUndo() throws Exception {
        check(ZombieFacts::aZombieInRecoveryCanNeitherRepeatNorUndo);
    }

    @Test
    protected void otherJobsAndSinksAreNotTouched() throws Exception {
        check(NeighbourFacts::otherJobsAndSinksAreNotTouched);
    }

    @Test
    protected void committablesSurviveTheirSerde() throws Exception {
        check(ContractFacts::committablesSurviveTheirSerde);
    }

    @Test
    protected void bytesThatAreNoCommittableAreToldAsCorrupt() throws Exception {
        check(ContractFacts::bytesThatAreNoCommittableAreToldAsCorrupt);
    }

    @Test
    protected void closingIsIdempotentAndQuick() throws Exception {
        check(ContractFacts::closingIsIdempotentAndQuick);
    }

    @Test
    protected void closingAWriterGivesUpWhatIsOpenAndKeepsWhatIsSealed() throws Exception {
        check(ContractFacts::closingAWriterGivesUpWhatIsOpenAndKeepsWhatIsSealed);
    }

    /** Each crash happens to two attempts in a row, behind one that left a decided checkpoint. */
    @TestFactory
    protected List<DynamicTest> survivesACrashAtEveryStep() {
        List<DynamicTest> tests = new ArrayList<>();
        for (CrashPoint point : CrashPoint.values()) {
            for (Death death : Death.values()) {
                tests.add(test(point + ", " + death, CrashFacts.survives(point, death)));
            }
        }
        return tests;
    }

    /** One for each fault that the subject can plant. */
    @TestFactory
    protected List<DynamicTest> copesWithFaultsOfTheOutsideSystem() throws Exception {
        List<DynamicTest> tests = new ArrayList<>();
        try (SinkSubject<T, C> subject = open()) {
            for (SinkFault fault : SinkFault.values()) {
                if (subject.faults().contains(fault)) {
                    tests.add(test(fault.toString(), FaultFacts.of(fault)));
                }
            }
        }
        return tests;
    }

    /** The real engine, killed at every call that it makes of the sink. */
    @TestFactory
    protected List<DynamicTest> aJobThatIsKilledAgainAndAgainWritesItsInputOnce() {
        List<DynamicTest> tests = new ArrayList<>();
        for (int parallelism = 1; parallelism <= 3; parallelism++) {
            tests.add(test("parallelism " + parallelism, SinkJobFacts.killedAtEveryCall(parallelism)));
        }
        return tests;
    }

    @Test
    protected void aJobThatIsKilledAndRescaledWritesItsInputOnce() throws Exception {
        check(SinkJobFacts::killedAndRescaled);
    }
}
