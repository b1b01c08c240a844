package io.weir.jdbc;

import io.weir.deadletter.DeadLetterLimit;
import io.weir.error.WeirException;
import io.weir.runtime.CheckContext;
import io.weir.runtime.JobId;
import io.weir.runtime.StageContext;
import io.weir.serde.Serde;
import io.weir.sink.Committer;
import io.weir.sink.InspectableSink;
import io.weir.sink.Sink;
import io.weir.sink.SinkInspection;
import io.weir.sink.SinkWriter;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/**
 * Writes a table of a database, exactly once. By default rows are staged in Weir's checkpoint; after the decision one ordinary transaction writes them
 * together with a row of the sink's ledger. No XA, and no setting of the server, is needed.
 *
 * <pre>{@code
 * JdbcSink.records("totals", Total.class)
 *         .upsert("customer")
 *         .connection(JdbcConnection.to("jdbc:postgresql://localhost:5432/shop").user("weir").password(password))
 * }</pre>
 *
 * <p>Who reads the table needs no setting: what is not committed is not visible. docs/connectors/jdbc.md has the details.
 *
 * <p>Threading: Immutable. Each method that sets something returns a new sink.
 *
 * @param <T> the type of its records
 */
public final class JdbcSink<T> implements Sink<T, JdbcCommittable>, InspectableSink<JdbcCommittable> {

    private static final int BATCH_ROWS_MAX = 10_000;
    private static final int BYTES_MIN = 1 << 10;
    private static final int BYTES_MAX = 1 << 30;

    private final SinkSettings<T> settings;
    private final AttemptConnections connections = new AttemptConnections();

    private JdbcSink(SinkSettings<T> settings) {
        this.settings = settings;
    }

    /**
     * Writes the components of a Java record to columns of the same names. Inserts; see {@link #upsert} and {@link #delete}.
     *
     * @param table {@code table} or {@code schema.table}, letter by letter as in the database's catalog
     * @throws WeirException {@code jdbc-record-type} if {@code type} is no record, or a component is of a type that no column can hold
     */
    public static <T> JdbcSink<T> records(String table, Class<T> type) {
        return new JdbcSink<>(SinkSettings.of(RowTarget.ofTable(TableName.parse(table), RecordColumns.of(type))));
    }

    /** Writes a table whose columns are given one by one with {@link #column}. */
    public static <T> JdbcSink<T> into(String table) {
        return new JdbcSink<>(SinkSettings.of(RowTarget.ofTable(TableName.parse(table), List.of())));
    }

    /**
     * Runs a statement of your own for each record, with parameters given one by one with {@link #parameter}. It must only change what a rollback takes
     * back.
     */
    public static <T> JdbcSink<T> statement(String sql) {
        return new JdbcSink<>(SinkSettings.of(RowTarget.ofStatement(sql)));
    }

    /** Adds a column, and what a record has for it: text, a number, a boolean, bytes, a time of java.time, a UUID, an enum, or null. */
    public JdbcSink<T> column(String name, Function<? super T, ?> value) {
        if (settings.target().table() == null) {
            throw unfit("a column for a statement", "a statement of your own has parameters", "call parameter(..)");
        }
        List<Column<T>> columns = new ArrayList<>(settings.target().columns());
        columns.removeIf(column -> column.name().equals(name));
        columns.add(new Column<>(name, value, null));
        TableName.checkedColumns(columns.stream().map(Column::name).toList());
        return new JdbcSink<>(settings.withTarget(settings.target().withColumns(columns)));
    }

    /** Adds a parameter of the statement, in the order of its question marks. */
    public JdbcSink<T> parameter(Function<? super T, ?> value) {
        if (settings.target().table() != null) {
            throw unfit("a parameter for a table", "a table has columns", "call column(..)");
        }
        List<Column<T>> columns = new ArrayList<>(settings.target().columns());
        columns.add(new Column<>("parameter " + (columns.size() + 1), value, null));
        return new JdbcSink<>(settings.withTarget(settings.target().withColumns(columns)));
    }

    /** Adds rows, or overwrites those with the same key. The table needs a primary key or a unique index on exactly these columns. */
    public JdbcSink<T> upsert(String... keys) {
        return withOperation(Set.of(RowOperation.UPSERT), record -> RowOperation.UPSERT, keys);
    }

    /** Deletes the rows with the records' keys. */
    public JdbcSink<T> delete(String... keys) {
        return withOperation(Set.of(RowOperation.DELETE), record -> RowOperation.DELETE, keys);
    }

    /** Lets each record say what it does. Upserts and deletions find rows by {@code keys}. */
    public JdbcSink<T> operations(Function<? super T, RowOperation> operation, String... keys) {
        return withOperation(EnumSet.allOf(RowOperation.class), operation, keys);
    }

    private JdbcSink<T> withOperation(
            Set<RowOperation> operations, Function<? super T, RowOperation> operation, String... keys) {
        if (settings.target().table() == null) {
            throw unfit("an operation for a statement", "a statement of your own is the operation", "leave it away");
        }
        if (keys.length == 0) {
            throw unfit("no key", "rows to overwrite or delete are found by their key", "name its columns");
        }
        return new JdbcSink<>(settings.withTarget(
                settings.target().withOperation(operations, operation, TableName.checkedColumns(List.of(keys)))));
    }

    /** Says how the database is reached. Must be set. */
    public JdbcSink<T> connection(JdbcConnection connection) {
        return new JdbcSink<>(settings.withConnection(connection));
    }

    /** Names the table in which sinks note what they have committed; {@code weir_ledger} by default. Any number of sinks and jobs may share one. */
    public JdbcSink<T> ledgerTable(String name) {
        return new JdbcSink<>(settings.withLedgerTable(TableName.parse(name)));
    }

    /**
     * Names a table for rows that the database refuses for their content, such as a violated constraint or a value that does not fit. They go there with
     * cause and origin, in the same transaction as the others. Without it such a row fails the job.
     */
    public JdbcSink<T> deadLetterTable(String name) {
        return deadLetterTable(name, DeadLetterLimit.NONE);
    }

    /**
     * As {@link #deadLetterTable(String)}, with a limit: more refused rows than it allows fail the job with {@code too-many-dead-letters}, and nothing of their checkpoint is written. The rows of all
     * subtasks are counted together, from the beginning of each attempt.
     */
    public JdbcSink<T> deadLetterTable(String name, DeadLetterLimit limit) {
        return new JdbcSink<>(settings.withDeadLetterTable(new DeadLetterTable(TableName.parse(name), limit)));
    }

    /** Says that the sink's own tables are not made if they are missing: the start fails then. */
    public JdbcSink<T> existingTablesOnly() {
        return new JdbcSink<>(settings.withCreateTables(false));
    }

    /**
     * Says how many rows a statement may have at most, and how many are sent before an answer is awaited; 128 and, where the driver can do that, 1,024 by default.
     * Statements have never more than the database takes.
     */
    public JdbcSink<T> batchRows(int rows) {
        if (rows < 1 || rows > BATCH_ROWS_MAX) {
            throw unfit("statements of " + rows + " rows", "it cannot be", "give 1 to " + BATCH_ROWS_MAX);
        }
        return new JdbcSink<>(settings.withBatchRows(rows));
    }

    /**
     * Says how many bytes of rows a subtask may hold that are not committed; 64 MiB by default. Beyond that it holds its input back until commits have
     * caught up. The output of a single checkpoint may be up to 8 times as large, and at most 1 GiB.
     */
    public JdbcSink<T> bytesMax(int bytes) {
        if (bytes < BYTES_MIN || bytes > BYTES_MAX) {
            throw unfit(
                    "at most " + bytes + " bytes of rows", "it cannot be", "give " + BYTES_MIN + " to " + BYTES_MAX);
        }
        return new JdbcSink<>(settings.withBytesMax(bytes));
    }

    /**
     * Streams rows into prepared transactions, instead of staging them in the checkpoint: {@code PREPARE TRANSACTION} of PostgreSQL, {@code XA} of MariaDB
     * and MySQL. For output that is too large to stage. They hold their locks from the barrier to the commit, also while the job is down. Into MariaDB and MySQL one subtask writes,
     * whatever the job's parallelism.
     */
    public JdbcSink<T> prepared() {
        return new JdbcSink<>(settings.withPrepared(true));
    }

    private static WeirException unfit(String what, String why, String mend) {
        return WeirException.user("jdbc-setting", what, why, mend);
    }

    @Override
    public void check(CheckContext context) {
        new SinkCheck(settings, context).run();
    }

    /** One where a transaction of one subtask might wait for that of another. */
    @Override
    public int parallelismMax() {
        boolean alone = settings.prepared()
                && settings.connection() != null
                && settings.dialect()
                        .preparedTransactions()
                        .map(PreparedTransactions::waitForEachOther)
                        .orElse(false);
        return alone ? 1 : Integer.MAX_VALUE;
    }

    @Override
    public Committer<JdbcCommittable> createCommitter(StageContext context) {
        return settings.prepared()
                ? new PreparedCommitter(context, settings, connections.of(context, settings))
                : new StagedCommitter(context, settings);
    }

    @Override
    public SinkWriter<T, JdbcCommittable> createWriter(StageContext context) {
        return settings.prepared()
                ? new PreparedWriter<>(context, settings, connections.of(context, settings))
                : new StagedWriter<>(context, settings);
    }

    @Override
    public Serde<JdbcCommittable> committableSerde() {
        return new JdbcCommittableSerde();
    }

    @Override
    public SinkInspection<JdbcCommittable> inspect(JobId jobId, String stageName) {
        return new JdbcInspection(settings, jobId, stageName);
    }
}
