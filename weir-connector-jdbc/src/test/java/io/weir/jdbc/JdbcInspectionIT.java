package io.weir.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weir.sink.CommitEvidence;
import io.weir.sink.CommitEvidence.Status;
import io.weir.sink.CommitOutcome;
import io.weir.sink.CommitRequest;
import io.weir.sink.Committer;
import io.weir.sink.OutsideTransaction;
import io.weir.sink.SinkInspection;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a person is shown of a job in a database, and the rollback of what it left there. */
class JdbcInspectionIT {

    private static InspectedSink sinkIn(TestDatabase database) throws Exception {
        TestTable table = database.newTextTable();
        return new InspectedSink(table, "out of " + table.name());
    }

    @ParameterizedTest
    @EnumSource
    void theLedgerTellsWhatOfStagedOutputIsCommitted(TestDatabase database) throws Exception {
        InspectedSink sink = sinkIn(database);
        CommitRequest<JdbcCommittable> first = sink.stage(1, "a");
        CommitRequest<JdbcCommittable> second = sink.stage(2, "b");
        try (SinkInspection<JdbcCommittable> inspection = sink.inspect(sink.staged())) {
            assertThat(inspection.evidence(first).status()).isEqualTo(Status.IN_DOUBT);
            try (Committer<JdbcCommittable> committer = sink.recovered(sink.staged())) {
                assertThat(inspection.evidence(first).status()).isEqualTo(Status.NOT_COMMITTED);
                assertThat(committer.commit(first)).isEqualTo(CommitOutcome.COMMITTED);
                assertThat(inspection.evidence(first).status()).isEqualTo(Status.COMMITTED);
                CommitEvidence pending = inspection.evidence(second);
                assertThat(pending.status()).isEqualTo(Status.NOT_COMMITTED);
                assertThat(pending.reason()).contains("subtask 3 is committed up to checkpoint 1", "1 rows");
                assertThat(inspection.open()).isEmpty();
                assertThat(inspection.transactionOf(second.committable())).isEmpty();
                assertThat(committer.commit(second)).isEqualTo(CommitOutcome.COMMITTED);
                assertThat(inspection.evidence(second).status()).isEqualTo(Status.COMMITTED);
            }
            sink.table().execute("DELETE FROM " + sink.ledger());
            CommitEvidence gone = inspection.evidence(second);
            assertThat(gone.status()).isEqualTo(Status.IN_DOUBT);
            assertThat(gone.reason())
                    .contains("has no row for subtask 3 any more", sink.ledger().toString());
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"POSTGRESQL", "MARIADB"})
    void whatIsPreparedIsShownUntilItIsCommittedOrRolledBack(TestDatabase database) throws Exception {
        InspectedSink sink = sinkIn(database);
        try (Committer<JdbcCommittable> committer = sink.recovered(sink.prepared());
                SinkInspection<JdbcCommittable> inspection = sink.inspect(sink.prepared())) {
            CommitRequest<JdbcCommittable> first = sink.prepare(0, 1, "a");
            CommitRequest<JdbcCommittable> second = sink.prepare(1, 2, "b");
            assertThat(inspection.open()).extracting(OutsideTransaction::id).containsExactly(sink.id(0), sink.id(1));
            assertThat(inspection.evidence(first).status()).isEqualTo(Status.NOT_COMMITTED);

            assertThat(committer.commit(first)).isEqualTo(CommitOutcome.COMMITTED);
            assertThat(inspection.evidence(first).status()).isEqualTo(Status.COMMITTED);
            assertThat(inspection.evidence(second).status()).isEqualTo(Status.NOT_COMMITTED);
            assertThat(inspection.open()).singleElement().satisfies(open -> {
                assertThat(inspection.transactionOf(second.committable())).contains(open.id());
                assertThat(open.subtask()).isEqualTo(3);
                assertThat(open.state()).isEqualTo("prepared");
                assertThat(open.detail()).startsWith("number 1 of attempt 7");
                if (database == TestDatabase.POSTGRESQL) {
                    assertThat(open.detail()).containsPattern("since 20\\d\\d-.*Z by user ");
                }
            });

            inspection.abort(sink.id(1));
            assertThat(inspection.open()).isEmpty();
            inspection.abort(sink.id(1));
            CommitEvidence gone = inspection.evidence(second);
            assertThat(gone.status()).isEqualTo(Status.IN_DOUBT);
            assertThat(gone.reason()).contains("somebody rolled it back");
            assertThat(sink.table().query("SELECT v FROM " + sink.table().name()))
                    .containsExactly("a");
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"POSTGRESQL", "MARIADB"})
    void nothingOfAnotherSinkIsSeenOrTouched(TestDatabase database) throws Exception {
        InspectedSink mine = sinkIn(database);
        InspectedSink others = sinkIn(database);
        others.recovered(others.prepared()).close();
        others.prepare(0, 1, "not mine");
        try (SinkInspection<JdbcCommittable> inspection = mine.inspect(mine.prepared());
                SinkInspection<JdbcCommittable> ofOthers = others.inspect(others.staged())) {
            assertThat(inspection.open()).isEmpty();
            assertThatThrownBy(() -> inspection.abort(others.id(0))).hasMessageContaining("[not-this-jobs]");
            assertThatThrownBy(() -> inspection.abort(mine.id(0) + "'; DROP TABLE t"))
                    .hasMessageContaining("[not-this-jobs]");
            assertThat(ofOthers.open()).extracting(OutsideTransaction::id).containsExactly(others.id(0));
            ofOthers.abort(others.id(0));
            assertThat(ofOthers.open()).isEmpty();
        }
    }
}
