package io.weir.testkit.conformance;

import java.util.List;

/** The ways in which the tests' own source can be broken, each with facts that must notice it. */
enum SourceFlaw {
    /** The last record of a split is taken for its end. */
    LOSES_THE_LAST("everyRecordIsReadOnce"),
    /** A poll empties its buffer, however many were asked for. */
    EMITS_A_WHOLE_BUFFER("aPollEmitsNoMoreThanItIsAskedFor"),
    /** Nothing tells the task that there is more. */
    NEVER_WAKES("everyRecordIsReadOnce"),
    /** A reader that has read all there was does not hear of more. */
    SLEEPS_FOR_EVER("recordsThatComeLaterWakeTheReader"),
    /** A poll waits for the outside system. */
    POLL_BLOCKS("everyRecordIsReadOnce"),
    /** The order of a split depends on how it is fetched. */
    ORDER_VARIES("theOrderOfASplitIsAlwaysTheSame"),
    /** The end of what is there now is taken for the end. */
    ENDS_WITHOUT_BEING_TOLD("aReaderEndsOnlyWhenNoFurtherSplitCanCome", "aReaderWithoutSplitsIsIdle"),
    /** FLINK-21996: a split that is handed over later is lost. */
    LATER_SPLITS_ARE_LOST("splitsThatComeLaterAreReadToo"),
    /** Splits that come take the place of those before. */
    LATER_SPLITS_REPLACE_EARLIER_ONES("splitsThatComeLaterAreReadToo"),
    /** A notice of a checkpoint that is not known is an error. */
    NOTICE_MUST_COME_ONCE("noticesOfCommitsMayComeLateTwiceOrNever"),
    /** A notice sets the position. */
    NOTICE_MOVES_THE_POSITION("noticesOfCommitsMayComeLateTwiceOrNever"),
    /** A second close throws. */
    CLOSE_IS_NOT_IDEMPOTENT("closingIsIdempotentAtAnyPoint"),
    /** The position is the last record, not the one behind it. */
    POSITION_ONE_SHORT("everyPositionLeadsToTheRest", "aJobThatIsKilledAgainAndAgainReadsEachRecordOnce"),
    /** The position is that of what was fetched, not of what was emitted. */
    POSITION_OF_THE_FETCH("everyPositionLeadsToTheRest"),
    /** A restored split is read from its beginning. */
    RESTORES_FROM_THE_START("everyPositionLeadsToTheRest", "attemptsThatCrashAnywhereReadEachRecordOnce"),
    /** Splits that are read to their end are left out of the snapshot, found again, and read again. */
    FORGETS_FINISHED_SPLITS("aSnapshotOnlyLooks"),
    /** Taking a snapshot empties the buffer. */
    SNAPSHOT_DROPS_THE_BUFFER("aSnapshotOnlyLooks"),
    /** The snapshot holds the reader's own objects, which move on. */
    SNAPSHOT_MOVES("aSnapshotOnlyLooks"),
    /** A reader has one position for all of its splits. */
    ONE_POSITION_A_READER("restoresAtAnotherParallelism"),
    /** Positions live outside, where the attempt before moves them. */
    POSITIONS_OUTSIDE("anAttemptThatStillLivesDoesNotDisturbTheNext"),
    /** The serde leaves the position out. */
    SERDE_DROPS_THE_POSITION("everyPositionLeadsToTheRest"),
    /** The serde gives a split another id. */
    SERDE_CHANGES_THE_ID("splitsSurviveTheirSerde"),
    /** The serde takes a text that was cut off for whole. */
    SERDE_READS_WHAT_WAS_CUT_OFF("bytesThatAreNoSplitAreToldAsCorrupt"),
    /** FLINK-20290: the splits are found again after a restore. */
    DISCOVERS_AGAIN("aKnownSplitIsNotDiscoveredAgain"),
    /** The id of a split tells its position, so a split that was read on is another one. */
    ID_TELLS_THE_POSITION("aKnownSplitIsNotDiscoveredAgain");

    private final List<String> facts;

    SourceFlaw(String... facts) {
        this.facts = List.of(facts);
    }

    /** The methods of {@link SourceConformance} that must fail. */
    List<String> facts() {
        return facts;
    }
}
