package io.weir.proof.simulation;

import io.weir.jdbc.Dialect;
import io.weir.jdbc.JdbcConnection;
import io.weir.jdbc.JdbcSink;
import io.weir.proof.database.PreparingSqlite;
import io.weir.proof.database.SimDatabase.Witness;
import io.weir.proof.database.SqlDatabase;
import io.weir.proof.database.SqlPrepared;
import io.weir.proof.workload.OutputCheck;
import io.weir.proof.workload.Result;
import io.weir.sink.Sink;
import io.weir.testkit.world.SimProcess;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * The real JDBC sink into a table of a {@link SqlDatabase}, and a reader who looks at the table whenever something was committed.
 *
 * <p>Threading: confined to the world.
 */
final class SqlTable extends Outside {

    private static final String COLUMNS = "\"key\", id, \"count\", \"sum\"";

    /** SQLite's code, without its extension. */
    private static final int CODE = 0xFF;

    private static final int BUSY = 5;

    private final SqlDatabase database;
    private final Witness witness;
    private final String table;

    /** By which column rows are overwritten; null if they are only added. */
    private final @Nullable String upsertBy;

    /** The database's prepared transactions; null if rows are staged. */
    private final @Nullable SqlPrepared prepared;

    /** What was read, by the column that makes a row one. */
    private final Map<Long, Result> seen = new HashMap<>();

    private long commits = -1;

    /**
     * @param upsertBy by which column rows are overwritten; null if they are only added
     * @param prepared the database's prepared transactions; null if rows are staged
     */
    SqlTable(
            OutputCheck check,
            SqlDatabase database,
            @Nullable String upsertBy,
            @Nullable SqlPrepared prepared,
            Witness witness) {
        super(check);
        this.database = database;
        this.prepared = prepared;
        this.witness = witness;
        this.table = check.sink().replace('-', '_');
        this.upsertBy = upsertBy;
        String place = "place INTEGER PRIMARY KEY, \"key\" INTEGER, id INTEGER, \"count\" INTEGER, \"sum\" INTEGER";
        database.execute("CREATE TABLE " + table + " (" + place
                + (upsertBy == null ? "" : ", UNIQUE (\"" + upsertBy + "\")") + ")");
    }

    @Override
    Sink<Result, ?> sinkOf(SimProcess process) {
        JdbcSink<Result> sink = JdbcSink.records(table, Result.class);
        DataSource connections = database.dataSourceOf(process);
        if (prepared != null) {
            return sink.prepared().connection(JdbcConnection.ofUnpooled(connections, new PreparingSqlite(prepared)));
        }
        JdbcSink<Result> staging = sink.connection(JdbcConnection.of(connections, Dialect.sqlite()));
        return upsertBy == null ? staging : staging.upsert(upsertBy);
    }

    @Override
    List<Result> poll() {
        if (database.commits() == commits) {
            return List.of();
        }
        long looked = database.commits();
        try {
            List<Result> fresh = upsertBy == null ? added() : changed();
            witness.committed(fresh, ledger());
            commits = looked;
            return fresh;
        } catch (SQLException e) {
            if ((e.getErrorCode() & CODE) == BUSY) {
                return List.of();
            }
            throw new IllegalStateException(e);
        }
    }

    private List<Result> added() throws SQLException {
        List<Result> added = database.query(
                "SELECT " + COLUMNS + " FROM " + table + " WHERE place > " + seen.size() + " ORDER BY place",
                SqlTable::read);
        for (Result result : added) {
            seen.put((long) seen.size(), result);
        }
        return added;
    }

    private List<Result> changed() throws SQLException {
        List<Result> changed = new ArrayList<>();
        for (Result row : database.query("SELECT " + COLUMNS + " FROM " + table + " ORDER BY place", SqlTable::read)) {
            if (!row.equals(seen.put("id".equals(upsertBy) ? row.id() : row.key(), row))) {
                changed.add(row);
            }
        }
        return changed;
    }

    private static Result read(ResultSet row) throws SQLException {
        return new Result(row.getLong(1), row.getLong(2), row.getLong(3), row.getLong(4));
    }

    /** What the sink's ledger says is committed must be decided. */
    private Map<String, Long> ledger() throws SQLException {
        Map<String, Long> entries = new LinkedHashMap<>();
        if (!database.query("SELECT 1 FROM sqlite_master WHERE name = 'weir_ledger'", row -> row.getInt(1))
                .isEmpty()) {
            database.query(
                    "SELECT subtask, MAX(checkpoint_id) FROM weir_ledger WHERE subtask >= 0 AND sink = '"
                            + check().sink() + "' GROUP BY subtask",
                    row -> entries.put("ledger of " + table + "/" + row.getInt(1), row.getLong(2)));
        }
        return entries;
    }

    @Override
    @Nullable String leftBehind() {
        int left = database.connectionCount();
        if (left > 0) {
            return left + " connections of the database are open";
        }
        List<String> open = prepared == null ? List.of() : prepared.open();
        return open.isEmpty() ? null : "the prepared transactions " + open;
    }
}
