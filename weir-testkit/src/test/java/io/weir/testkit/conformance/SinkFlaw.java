package io.weir.testkit.conformance;

import java.util.List;

/**
 * The ways in which the tests' own sink can be broken, each with a fact that must notice it. Many are bugs that other engines' connectors had; their numbers
 * are in the comments.
 */
enum SinkFlaw {
    /** What is committed can be seen as soon as it is written. */
    VISIBLE_WHEN_WRITTEN("nothingIsVisibleBeforeItsCommit"),
    /** Pre-commit commits. */
    VISIBLE_AT_PRE_COMMIT("nothingIsVisibleBeforeItsCommit"),
    /** Only the first half of a transaction becomes visible. */
    HALF_COMMIT("committedOutputIsVisibleOnceAndWhole"),
    /** FLINK-31305: the flush returns before the last record is out. */
    FLUSH_MISSES_THE_LAST("committedOutputIsVisibleOnceAndWhole"),
    /** Iceberg#15846: sealing happens on a lane and takes what has come behind the barrier. */
    SEALS_WHAT_CAME_LATER("recordsBehindTheBarrierBelongToTheNextCheckpoint"),
    /** FLINK-31363: an interval without records has a committable, which cannot be committed. */
    EMPTY_COMMIT_FAILS("anIntervalWithoutRecordsIsHarmless"),
    /** RisingWave#26492: an interval without records is not answered. */
    EMPTY_SEAL_IS_NOT_ANSWERED("anIntervalWithoutRecordsIsHarmless"),
    /** A record that is refused is in the output all the same. */
    REFUSES_AND_KEEPS("aRefusedRecordLeavesNoTrace"),
    /** The callback of a pre-commit is called from two places. */
    ANSWERS_TWICE("committedOutputIsVisibleOnceAndWhole"),
    /** Paimon#9666: a second commit adds the output again. */
    COMMIT_IS_NOT_IDEMPOTENT("committingTwiceChangesNothingAndSaysSo"),
    /** A second commit is harmless and is called a first one. */
    COMMIT_DOES_NOT_SAY_THAT_IT_WAS_DONE("committingTwiceChangesNothingAndSaysSo"),
    /** Recovery writes again without asking whether it had been done. */
    REDO_WITHOUT_ASKING(
            "committingTwiceInRecoveryChangesNothingAndSaysSo", "aJobThatIsKilledAgainAndAgainWritesItsInputOnce"),
    /** Sealed output has no checkpoint in its name, so the next one overwrites it. */
    NAMES_WITHOUT_CHECKPOINT("severalDecidedCheckpointsAreCommittedLateAndInOrder"),
    /** FLINK-29509: recovery keeps one pending committable a subtask. */
    RECOVERS_ONLY_THE_NEWEST("manyPendingCommittablesAreCommittedInRecovery"),
    /** What recovery commits does not stand behind what was committed before. */
    REDO_IN_THE_WRONG_PLACE("outputKeepsItsOrderAcrossCheckpointsAndAttempts"),
    /** FLINK-23854: what is not listed is neither committed nor given up. */
    ORPHANS_STAY_OPEN("whatTheCheckpointDoesNotListNeverBecomesVisible"),
    /** Whatever is sealed is committed in recovery. */
    RECOVERY_COMMITS_ALL("whatTheCheckpointDoesNotListNeverBecomesVisible"),
    /** Recovery undoes what is committed and not listed. */
    ABORT_AFTER_COMMIT("whatIsCommittedStaysWhenTheCheckpointListsNothing"),
    /** Recovery gives up what the checkpoint lists, and calls it committed. */
    ABORTS_WHAT_IS_LISTED("recoveryOfRecoveryChangesNothing"),
    /** The ledger of committed checkpoints is not looked at when the job starts. */
    LOST_CHECKPOINTS_ARE_NOT_NOTICED("aDirectoryThatLostCheckpointsIsRefused"),
    /** FLINK-37747: pending output of subtasks that no longer exist is taken for done. */
    FORGETS_SUBTASKS_THAT_ARE_GONE("restoresAtAnotherParallelism", "aJobThatIsKilledAndRescaledWritesItsInputOnce"),
    /** The ledger has one entry for the sink instead of one a subtask. */
    ONE_LEDGER_FOR_ALL_SUBTASKS("committedOutputIsVisibleOnceAndWhole"),
    /** Recovery shuts nobody out, and its cleaning can be undone by an older attempt. */
    DOES_NOT_FENCE("aZombieCannotCommitWhatTheNewerAttemptGaveUp"),
    /** A zombie's commit is not compared with what is committed. */
    ZOMBIES_COMMIT_AGAIN("aZombieCannotCommitAgainWhatTheNewerAttemptCommitted"),
    /** Recovery decides early what has to be written again, and a zombie's commit comes between. */
    ZOMBIE_COMMITS_BETWEEN("aZombiesCommitInTheMiddleOfARecoveryDoublesNothing"),
    /** A newer attempt can be shut out by an older one that starts to recover late. */
    THE_LAST_TO_RECOVER_WINS("aZombieInRecoveryCanNeitherRepeatNorUndo"),
    /** A zombie's late output is committed with the newer attempt's. */
    SHARED_STAGING("whatAZombieWritesAndSealsLateIsNeverVisible"),
    /** FLINK-21488: names without the job's generation. */
    NAMES_WITHOUT_JOB("otherJobsAndSinksAreNotTouched"),
    /** FLINK-11654: names without the sink. */
    NAMES_WITHOUT_STAGE("otherJobsAndSinksAreNotTouched"),
    /** Orphans are found by a prefix of the name. */
    ORPHANS_BY_PREFIX("otherJobsAndSinksAreNotTouched"),
    /** The serde leaves a field out. */
    SERDE_DROPS_A_FIELD("committablesSurviveTheirSerde"),
    /** The serde reads on behind its end. */
    SERDE_READS_TOO_MUCH("committablesSurviveTheirSerde"),
    /** Damaged bytes give another exception than the one that is asked for. */
    SERDE_TELLS_CORRUPTION_WRONGLY("bytesThatAreNoCommittableAreToldAsCorrupt"),
    /** The committable is of no use to another process. */
    COMMITTABLE_NEEDS_ITS_SINK("committablesSurviveTheirSerde"),
    /** A second close throws. */
    CLOSE_IS_NOT_IDEMPOTENT("closingIsIdempotentAndQuick"),
    /** Closing a writer commits what it has. */
    CLOSE_COMMITS("closingAWriterGivesUpWhatIsOpenAndKeepsWhatIsSealed"),
    /** Closing a writer gives up what it has sealed. */
    CLOSE_ABORTS_WHAT_IS_SEALED("closingAWriterGivesUpWhatIsOpenAndKeepsWhatIsSealed"),
    /** Closing the committer gives up what is decided and not committed. */
    COMMITTER_CLOSE_ABORTS("survivesACrashAtEveryStep"),
    /** A writer that is not ready never says when it is. */
    NEVER_WAKES_ITS_TASK("committedOutputIsVisibleOnceAndWhole"),
    /** SeaTunnel#10574: a pre-commit that failed is answered as if there were nothing to commit. */
    SWALLOWS_A_FAILED_PRE_COMMIT("copesWithFaultsOfTheOutsideSystem"),
    /** FLINK-24773: an error of a commit is logged. */
    SWALLOWS_A_FAILED_COMMIT("copesWithFaultsOfTheOutsideSystem"),
    /** Redpanda#9571: a lost reply is taken for a failure, and tried again as new output. */
    REPEATS_AFTER_A_LOST_REPLY("copesWithFaultsOfTheOutsideSystem"),
    /** SeaTunnel#11569: what the outside system does not know is taken for committed. */
    WHAT_IS_FORGOTTEN_IS_CALLED_COMMITTED("copesWithFaultsOfTheOutsideSystem");

    private final List<String> facts;

    SinkFlaw(String... facts) {
        this.facts = List.of(facts);
    }

    /** The methods of {@link SinkConformance} that must fail. */
    List<String> facts() {
        return facts;
    }
}
