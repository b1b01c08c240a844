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
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads a table or query without an end: asks again and again for rows whose key is larger than the last one. The key begins with a column that grows, such
 * as an id from a sequence or the time of the last change.
 *
 * <pre>{@code
 * JdbcPollingSource.table(database, "orders", Order.class).by("changed_at", "id").every(Duration.ofSeconds(1)).lag(Duration.ofSeconds(10))
 * }</pre>
 *
 * <p>Each row that is seen is read exactly once for each value of its key, also across restarts. Not seen are: deletes; changes that leave the key as it is;
 * and rows that are committed after a larger key has been read, which {@link #lag} is for. See docs/connectors/jdbc-source.md.
 *
 * <p>Threading: Immutable. Each method that sets something returns a new source.
 *
 * @param <T> the type of its records
 */
public final class JdbcPollingSource<T> implements Source<T, JdbcSplit> {

    private static final Duration INTERVAL = Duration.ofSeconds(1);
    private static final Duration DURATION_MAX = Duration.ofDays(1);

    private final ReadSettings<T> settings;
    private final Duration interval;
    private final Duration lag;

    private JdbcPollingSource(ReadSettings<T> settings, Duration interval, Duration lag) {
        this.settings = settings;
        this.interval = interval;
        this.lag = lag;
    }

    /** Reads a table or view, {@code table} or {@code schema.table}, as records of {@code type}: each component takes the column of its name. */
    public static <T> JdbcPollingSource<T> table(JdbcConnection database, String table, Class<T> type) {
        return of(database, Relation.table(database.dialect(), table), new RecordMapping<>(type));
    }

    /** Reads a table or view with a mapper of your own, which sees all columns. */
    public static <T> JdbcPollingSource<T> table(JdbcConnection database, String table, RowMapper<T> mapper) {
        return of(database, Relation.table(database.dialect(), table), RowMapping.all(mapper));
    }

    /** Reads a SELECT without ORDER BY or LIMIT as records of {@code type}. It becomes a part of other queries, which choose ranges of it. */
    public static <T> JdbcPollingSource<T> query(JdbcConnection database, String query, Class<T> type) {
        return of(database, Relation.query(query), new RecordMapping<>(type));
    }

    /** Reads a SELECT with a mapper of your own. */
    public static <T> JdbcPollingSource<T> query(JdbcConnection database, String query, RowMapper<T> mapper) {
        return of(database, Relation.query(query), RowMapping.all(mapper));
    }

    private static <T> JdbcPollingSource<T> of(JdbcConnection database, Relation relation, RowMapping<T> mapping) {
        return new JdbcPollingSource<>(ReadSettings.of(database, relation, mapping), INTERVAL, Duration.ZERO);
    }

    /**
     * Names the column that grows, and those that tell apart rows with the same value in it, in that order. Must be called.
     *
     * @param tieBreakers none if no two rows have the same value
     */
    public JdbcPollingSource<T> by(String column, String... tieBreakers) {
        List<String> key = new ArrayList<>(List.of(column));
        key.addAll(List.of(tieBreakers));
        return new JdbcPollingSource<>(settings.withKey(key), interval, lag);
    }

    /** Sets how long to wait when there are no more rows, 1 ms to 1 day; 1 s by default. */
    public JdbcPollingSource<T> every(Duration newInterval) {
        if (newInterval.compareTo(Duration.ofMillis(1)) < 0) {
            throw tooLong("an interval of " + newInterval, "the database would be asked without a pause");
        }
        return new JdbcPollingSource<>(settings, atMost(newInterval, "an interval"), lag);
    }

    /**
     * Holds rows back for that long after they, or larger ones, have first been seen; none by default, at most 1 day. It must be longer than any transaction
     * that writes such rows takes from choosing the value to its commit: then no row is missed.
     */
    public JdbcPollingSource<T> lag(Duration newLag) {
        if (newLag.isNegative()) {
            throw tooLong("a lag of " + newLag, "rows cannot be read before they are there");
        }
        return new JdbcPollingSource<>(settings, interval, atMost(newLag, "a lag"));
    }

    private static Duration atMost(Duration duration, String what) {
        if (duration.compareTo(DURATION_MAX) > 0) {
            throw tooLong(what + " of " + duration, "rows would hardly ever be read");
        }
        return duration;
    }

    private static WeirException tooLong(String what, String why) {
        return WeirException.user(
                "jdbc-setting", what, why, "give an interval of 1 ms to 1 day, and a lag of 0 to 1 day");
    }

    /** Sets how many rows are read at once, 1 to 100,000; 1,000 by default. The reader keeps up to two such pages in memory. */
    public JdbcPollingSource<T> pageSize(int rows) {
        return new JdbcPollingSource<>(settings.withPageSize(rows), interval, lag);
    }

    @Override
    public Boundedness boundedness() {
        return Boundedness.UNBOUNDED;
    }

    @Override
    public void check(CheckContext context) {
        new SourceCheck(settings, context).run();
    }

    @Override
    public SplitEnumerator<JdbcSplit> createEnumerator(StageContext context) {
        return new PollEnumerator(context, settings);
    }

    @Override
    public SourceReader<T, JdbcSplit> createReader(StageContext context) {
        return new JdbcReader<>(context, settings, () -> new Pace(interval.toNanos(), lag.toNanos()));
    }

    @Override
    public Serde<JdbcSplit> splitSerde() {
        return new JdbcSplitSerde();
    }
}
