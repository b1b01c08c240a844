package io.weir.jdbc.source;

import io.weir.error.WeirException;
import io.weir.jdbc.JdbcConnection;
import io.weir.runtime.CheckContext;
import io.weir.runtime.StageContext;
import io.weir.serde.Serde;
import io.weir.source.Boundedness;
import io.weir.source.Source;
import io.weir.source.SourceReader;
import io.weir.source.SplitEnumerator;
import java.util.List;

/**
 * Reads a table or query once, from the smallest key to what was the largest one at the job's first start. It is divided into ranges that are read side by
 * side; a restart goes on behind the last row of each.
 *
 * <pre>{@code
 * JdbcSource.table(database, "orders", Order.class).key("id")
 * }</pre>
 *
 * <p>A row that stays as it is while the scan lasts is read exactly once. Each page of rows is a query of its own, so what is inserted, changed or deleted
 * meanwhile is seen or not; see docs/connectors/jdbc-source.md and {@link #snapshot}.
 *
 * <p>Threading: Immutable. Each method that sets something returns a new source.
 *
 * @param <T> the type of its records
 */
public final class JdbcSource<T> implements Source<T, JdbcSplit> {

    private static final int SPLITS_MAX = 10_000;
    private static final int SPLITS_OF_PARALLELISM = 0;

    private final ReadSettings<T> settings;
    private final int splits;

    private JdbcSource(ReadSettings<T> settings, int splits) {
        this.settings = settings;
        this.splits = splits;
    }

    /** Reads a table or view, {@code table} or {@code schema.table}, as records of {@code type}: each component takes the column of its name. */
    public static <T> JdbcSource<T> table(JdbcConnection database, String table, Class<T> type) {
        return of(database, Relation.table(database.dialect(), table), new RecordMapping<>(type));
    }

    /** Reads a table or view with a mapper of your own, which sees all columns. */
    public static <T> JdbcSource<T> table(JdbcConnection database, String table, RowMapper<T> mapper) {
        return of(database, Relation.table(database.dialect(), table), RowMapping.all(mapper));
    }

    /** Reads a SELECT without ORDER BY or LIMIT as records of {@code type}. It becomes a part of other queries, which choose ranges of it. */
    public static <T> JdbcSource<T> query(JdbcConnection database, String query, Class<T> type) {
        return of(database, Relation.query(query), new RecordMapping<>(type));
    }

    /** Reads a SELECT with a mapper of your own. */
    public static <T> JdbcSource<T> query(JdbcConnection database, String query, RowMapper<T> mapper) {
        return of(database, Relation.query(query), RowMapping.all(mapper));
    }

    private static <T> JdbcSource<T> of(JdbcConnection database, Relation relation, RowMapping<T> mapping) {
        return new JdbcSource<>(ReadSettings.of(database, relation, mapping), SPLITS_OF_PARALLELISM);
    }

    /** Names the columns that tell rows apart, in whose order they are read: the primary key, mostly. Must be called. */
    public JdbcSource<T> key(String... columns) {
        return new JdbcSource<>(settings.withKey(List.of(columns)), splits);
    }

    /** Sets into how many ranges of the key's first column the rows are divided at most, 1 to 10,000; as many as there are readers by default. */
    public JdbcSource<T> splits(int count) {
        if (count < 1 || count > SPLITS_MAX) {
            throw WeirException.user(
                    "jdbc-setting",
                    count + " splits",
                    "there is at least one, and each is kept in every checkpoint",
                    "give 1 to " + SPLITS_MAX);
        }
        return new JdbcSource<>(settings, count);
    }

    /** Sets how many rows are read at once, 1 to 100,000; 1,000 by default. A reader keeps up to two such pages in memory. */
    public JdbcSource<T> pageSize(int rows) {
        return new JdbcSource<>(settings.withPageSize(rows), splits);
    }

    /**
     * Reads all pages of a reader in one transaction that sees one state of the data (REPEATABLE READ or SERIALIZABLE), as long as no restart comes between.
     * With one reader, that is the whole scan as of one moment. The transaction stays open for as long as the scan lasts.
     */
    public JdbcSource<T> snapshot() {
        return new JdbcSource<>(settings.withSnapshot(), splits);
    }

    @Override
    public Boundedness boundedness() {
        return Boundedness.BOUNDED;
    }

    @Override
    public void check(CheckContext context) {
        new SourceCheck(settings, context).run();
    }

    @Override
    public SplitEnumerator<JdbcSplit> createEnumerator(StageContext context) {
        int count = splits == SPLITS_OF_PARALLELISM ? context.parallelism() : splits;
        return new ScanEnumerator(context, settings, count);
    }

    @Override
    public SourceReader<T, JdbcSplit> createReader(StageContext context) {
        return new JdbcReader<>(context, settings, () -> new Pace(0, 0));
    }

    @Override
    public Serde<JdbcSplit> splitSerde() {
        return new JdbcSplitSerde();
    }
}
