package io.weir.proof.simulation;

import io.weir.jdbc.Dialect;
import io.weir.jdbc.JdbcConnection;
import io.weir.jdbc.source.JdbcSource;
import io.weir.proof.database.SqlDatabase;
import io.weir.proof.workload.Event;
import io.weir.proof.workload.Input;
import io.weir.source.Source;
import io.weir.testkit.world.Entropy;
import io.weir.testkit.world.SimProcess;
import io.weir.testkit.world.SimWorld;
import java.util.Locale;
import java.util.function.BooleanSupplier;

/**
 * A table that is there when a job with the real scan starts, which reads it and ends. Rows behind the end of the scan, which come once that is known, must be left out. Order is kept within a range only: a partition is one row
 * where there are several.
 *
 * <p>Threading: confined to the world.
 */
final class StoredTable extends Feed {

    /** So many times as many rows as the run must have records, at most. */
    private static final int TIMES_MAX = 4;

    private static final int PAGE_SIZE_MAX = 12;
    private static final int POLL_COUNT_MAX = 10;
    private static final int SPLITS_MAX = 6;
    private static final int PARTITIONS = 3;

    private final Entropy entropy;
    private final SqlDatabase database;
    private final BooleanSupplier started;
    private final Key key;
    private final int rowCount;
    private final int splits;
    private final int pageSize;
    private final int pollCountMax;
    private final boolean snapshot;
    private int place;

    /** What rows are told apart by. */
    private enum Key {
        PLACE("place"),
        NAME("name"),
        TOGETHER("bucket", "place");

        private final String[] columns;

        Key(String... columns) {
            this.columns = columns;
        }
    }

    /** @param started whether a checkpoint has been taken */
    StoredTable(SimWorld world, int source, Profile profile, Input input, long pauseNanosMax, BooleanSupplier started) {
        super(world, source, 0, input, pauseNanosMax);
        this.entropy = world.entropy("table at first of source " + source);
        this.started = started;
        this.key = Key.values()[entropy.nextInt(Key.values().length)];
        this.rowCount = profile.recordsMin() * entropy.between(1, TIMES_MAX);
        this.splits = entropy.oneIn(3) ? 1 : entropy.between(2, SPLITS_MAX);
        this.pageSize = entropy.between(1, PAGE_SIZE_MAX);
        this.pollCountMax = entropy.between(1, POLL_COUNT_MAX);
        this.snapshot = entropy.oneIn(3);
        this.database = new SqlDatabase(world, "database of source " + source);
        database.execute("CREATE TABLE input (place INTEGER PRIMARY KEY, bucket INTEGER NOT NULL, name TEXT NOT NULL, "
                + "source INTEGER, partition INTEGER, sequence INTEGER)");
    }

    @Override
    Source<Event, ?> sourceOf(SimProcess process) {
        JdbcConnection connection = JdbcConnection.of(database.dataSourceOf(process), Dialect.sqlite());
        JdbcSource<Event> source = JdbcSource.table(connection, "input", Event.class)
                .key(key.columns)
                .splits(splits)
                .pageSize(pageSize);
        return new FewAtATime<>(snapshot ? source.snapshot() : source, process, pollCountMax);
    }

    @Override
    void begin() {
        for (int i = 0; i < rowCount; i++) {
            Event event = splits == 1
                    ? new Event(source(), i % PARTITIONS, i / PARTITIONS)
                    : new Event(source(), i, entropy.nextInt(2));
            add(event);
            put(event);
        }
        // Not in one range with what comes later, whatever the key.
        place += PAGE_SIZE_MAX;
    }

    @Override
    void putSome(int count) {
        if (started.getAsBoolean()) {
            for (int i = 0; i < count; i++) {
                put(new Event(STRANGERS + source(), i, 0));
            }
        }
    }

    /** Whoever finds the database busy does without. */
    @Override
    void put(Event event) {
        place += entropy.between(1, 5);
        String name = String.format(Locale.ROOT, "'%08d'", place);
        database.tryExecute("INSERT INTO input VALUES (" + place + ", " + place / 4 + ", " + name + ", "
                + event.source() + ", " + event.partition() + ", " + event.sequence() + ")");
    }

    @Override
    void addPartition() {
        throw new IllegalStateException("rows are all there is");
    }

    @Override
    boolean mayGrow() {
        return false;
    }

    @Override
    void goDown(long nanos) {
        database.goDown(nanos);
    }

    @Override
    int openConnections() {
        return database.connectionCount();
    }

    @Override
    void close() {
        database.close();
    }
}
