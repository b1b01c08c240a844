package io.weir.jdbc;

import io.weir.sink.Sink;
import io.weir.testkit.conformance.SinkFault;
import io.weir.testkit.conformance.SinkSubject;
import java.sql.SQLException;
import java.util.EnumSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;

/** A table with an {@code id} that rises and a unique {@code v}, so that neither a repetition nor a change of order escapes. */
record TableSubject(TestTable table, FaultyCommits commits, boolean prepared)
        implements SinkSubject<String, JdbcCommittable> {

    static TableSubject staged(TestTable table) {
        return new TableSubject(table, new FaultyCommits(table.database()), false);
    }

    static TableSubject prepared(TestTable table) {
        return new TableSubject(table, new FaultyCommits(table.database()), true);
    }

    /** Little may be staged, or the kit's source, which is as fast as memory, would leave the database minutes of work. */
    @Override
    public Sink<String, JdbcCommittable> sink() {
        JdbcSink<String> sink =
                JdbcSink.<String>into(table.name()).column("v", value -> value).bytesMax(1 << 15);
        return prepared
                ? sink.prepared().connection(table.database())
                : sink.ledgerTable(ledger()).connection(commits.connection());
    }

    /** A ledger of its own, where the kit makes the database forget it; prepared transactions share one. */
    private String ledger() {
        return table.name() + "_ledger";
    }

    @Override
    public String record(long index) {
        return "record-" + index;
    }

    @Override
    public List<String> visible() throws SQLException {
        return table.query("SELECT v FROM " + table.name() + " ORDER BY id");
    }

    /** Prepared transactions that hold locks on the table. MariaDB does not tell which. */
    @Override
    public OptionalInt leftOpen() throws SQLException {
        if (!prepared || table.database().dialect() != Dialect.postgresql()) {
            return OptionalInt.empty();
        }
        String count = table.query("SELECT COUNT(*) FROM pg_prepared_xacts p JOIN pg_locks l"
                        + " ON l.virtualtransaction = '-1/' || p.transaction::text WHERE l.relation = '" + table.name()
                        + "'::regclass")
                .get(0);
        return OptionalInt.of(Integer.parseInt(count));
    }

    @Override
    public Set<SinkFault> faults() {
        return prepared
                ? Set.of()
                : EnumSet.of(
                        SinkFault.COMMIT_FAILS, SinkFault.COMMIT_REPLY_IS_LOST, SinkFault.SEALED_OUTPUT_IS_FORGOTTEN);
    }

    @Override
    public void plant(SinkFault fault) throws SQLException {
        if (fault == SinkFault.SEALED_OUTPUT_IS_FORGOTTEN) {
            table.execute("DELETE FROM " + ledger());
        } else {
            commits.plant(
                    fault == SinkFault.COMMIT_FAILS ? FaultyCommits.Fault.REFUSED : FaultyCommits.Fault.REPLY_LOST);
        }
    }
}
