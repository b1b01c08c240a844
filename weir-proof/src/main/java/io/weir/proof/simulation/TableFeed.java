package io.weir.proof.simulation;

import io.weir.jdbc.Dialect;
import io.weir.jdbc.JdbcConnection;
import io.weir.jdbc.source.JdbcPollingSource;
import io.weir.proof.database.SqlDatabase;
import io.weir.proof.workload.Event;
import io.weir.proof.workload.Input;
import io.weir.source.Source;
import io.weir.testkit.world.Entropy;
import io.weir.testkit.world.SimProcess;
import io.weir.testkit.world.SimWorld;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * A table that grows, for the real polling source. Whoever writes it keeps to its rules: either one transaction writes after the other, or several at once, which have chosen their keys when they begin, and commit within the
 * source's lag.
 *
 * <p>Threading: confined to the world.
 */
final class TableFeed extends Feed {

    private static final long MILLI = 1_000_000;
    private static final int PAGE_SIZE_MAX = 12;
    private static final int POLL_COUNT_MAX = 10;
    private static final int LAG_MILLIS_MAX = 15;

    private final SimWorld world;
    private final Entropy entropy;
    private final SqlDatabase database;

    /** 0 where one transaction writes after the other. */
    private final int lagMillis;

    private final boolean byTime;
    private final int intervalMillis;
    private final int pageSize;
    private final int pollCountMax;

    /** Transactions that have begun, in this order. */
    private final List<Transaction> begun = new ArrayList<>();

    private int place;

    /** When the database was found busy. */
    private long triedNanos = -MILLI;

    private record Transaction(List<String> rows, long commitNanos) {}

    TableFeed(SimWorld world, int source, Profile profile, Input input, long pauseNanosMax) {
        super(world, source, profile.partitions(), input, pauseNanosMax);
        this.world = world;
        this.entropy = world.entropy("table of source " + source);
        // A reader's clock that leaps is over the lag before the writers are.
        boolean sideBySide = !profile.faults().contains(FaultKind.CLOCK_JUMP) && entropy.nextBoolean();
        this.lagMillis = sideBySide ? entropy.between(1, LAG_MILLIS_MAX) : 0;
        this.byTime = entropy.nextBoolean();
        this.intervalMillis = entropy.between(1, 10);
        this.pageSize = entropy.between(1, PAGE_SIZE_MAX);
        this.pollCountMax = entropy.between(1, POLL_COUNT_MAX);
        String name = "database of source " + source;
        // A reader in the middle of a transaction would keep writers from committing in time.
        this.database = sideBySide
                ? new SqlDatabase(world, name, SqlDatabase.Mode.WRITERS_PASS_READERS)
                : new SqlDatabase(world, name);
        database.execute("CREATE TABLE input (place INTEGER PRIMARY KEY, at INTEGER NOT NULL, source INTEGER, "
                + "partition INTEGER, sequence INTEGER)");
        database.writtenBy(this::finishDue);
    }

    @Override
    Source<Event, ?> sourceOf(SimProcess process) {
        JdbcConnection connection = JdbcConnection.of(database.dataSourceOf(process), Dialect.sqlite());
        JdbcPollingSource<Event> source = JdbcPollingSource.table(connection, "input", Event.class)
                .every(Duration.ofMillis(intervalMillis))
                .lag(Duration.ofMillis(lagMillis))
                .pageSize(pageSize);
        return new FewAtATime<>(byTime ? source.by("at", "place") : source.by("place"), process, pollCountMax);
    }

    @Override
    void putSome(int count) {
        beginTransactions();
        super.putSome(count);
        finishDue();
    }

    /** Begins one, or two whose keys come in turn. */
    private void beginTransactions() {
        int transactions = lagMillis == 0 ? 1 : 2;
        for (int i = 0; i < transactions; i++) {
            long takesNanos = (long) (entropy.nextDouble() * lagMillis * MILLI);
            begun.add(new Transaction(new ArrayList<>(), world.nowNanos() + takesNanos));
        }
    }

    @Override
    void put(Event event) {
        place++;
        int back = lagMillis == 0 ? 1 : entropy.between(1, 2);
        begun.get(begun.size() - back)
                .rows()
                .add("(" + place + ", " + world.nowNanos() / MILLI + ", " + event.source() + ", " + event.partition()
                        + ", " + event.sequence() + ")");
    }

    /** Where one writes after the other, a busy database holds up all. */
    @Override
    void finishDue() {
        for (Transaction transaction : List.copyOf(begun)) {
            if (transaction.commitNanos() <= world.nowNanos()) {
                boolean done = transaction.rows().isEmpty()
                        || database.tryExecute("INSERT INTO input VALUES " + String.join(", ", transaction.rows()));
                if (!done) {
                    triedNanos = world.nowNanos();
                    return;
                }
                begun.remove(transaction);
            }
        }
    }

    @Override
    long unfinishedNanos() {
        long earliest = begun.stream().mapToLong(Transaction::commitNanos).min().orElse(Long.MAX_VALUE);
        return Math.max(earliest, triedNanos + MILLI);
    }

    /** Rows of any partition can be inserted. */
    @Override
    void addPartition() {}

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
