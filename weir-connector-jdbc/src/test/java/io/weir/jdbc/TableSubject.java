package io.weir.jdbc;

import io.weir.sink.Sink;
import io.weir.testkit.conformance.SinkSubject;
import java.sql.SQLException;
import java.util.List;

/** A table with an {@code id} that rises and a unique {@code v}, so that neither a repetition nor a change of order escapes. */
record TableSubject(TestTable table, JdbcSink<String> sinkWithoutConnection)
        implements SinkSubject<String, JdbcCommittable> {

    @Override
    public Sink<String, JdbcCommittable> sink() {
        return sinkWithoutConnection.connection(table.database());
    }

    @Override
    public String record(long index) {
        return "record-" + index;
    }

    @Override
    public List<String> visible() throws SQLException {
        return table.query("SELECT v FROM " + table.name() + " ORDER BY id");
    }
}
