package io.weir.proof.database;

import io.weir.testkit.world.Actor;
import io.weir.testkit.world.Entropy;
import io.weir.testkit.world.SimProcess;
import io.weir.testkit.world.SimWorld;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.stream.Stream;
import javax.sql.DataSource;

/**
 * A real database in a simulated world: SQLite through its driver, in a directory of its own. What a connection has not committed is rolled back when its process dies or it is cut, which the database
 * finds out some time later; so long its locks stay. Nobody ever waits for a lock: the answer is at once that the database is busy.
 *
 * <p>A loss of power takes nothing of it: whether SQLite keeps what it has acknowledged is not in question here.
 *
 * <p>Threading: confined to the world.
 */
public final class SqlDatabase implements Actor {

    private static final String FILE = "database";

    /** SQLite's codes, without their extensions. */
    private static final int CODE = 0xFF;

    private static final int BUSY = 5;

    private final SimWorld world;
    private final Entropy entropy;
    private final Path directory;
    private final Properties properties = new Properties();
    private final Connection reader;
    private final List<SqlConnection> open = new ArrayList<>();
    private final List<SqlConnection> abandoned = new ArrayList<>();
    private Runnable writers = () -> {};
    private long commits;
    private long downUntilNanos = Long.MIN_VALUE;

    /** How SQLite keeps readers and writers apart. */
    public enum Mode {
        /** A writer finds out that what it has read is old. */
        WRITERS_PASS_READERS("WAL"),
        /** Readers keep a writer from committing. */
        WRITERS_WAIT_FOR_READERS("MEMORY");

        private final String journal;

        Mode(String journal) {
            this.journal = journal;
        }
    }

    /**
     * Makes one in a mode that is drawn.
     *
     * @param name no two databases of a world have one
     */
    public SqlDatabase(SimWorld world, String name) {
        this(world, world.entropy(name));
    }

    private SqlDatabase(SimWorld world, Entropy entropy) {
        this(world, entropy, entropy.nextBoolean() ? Mode.WRITERS_PASS_READERS : Mode.WRITERS_WAIT_FOR_READERS);
    }

    public SqlDatabase(SimWorld world, String name, Mode mode) {
        this(world, world.entropy(name), mode);
    }

    private SqlDatabase(SimWorld world, Entropy entropy, Mode mode) {
        this.world = world;
        this.entropy = entropy;
        properties.setProperty("journal_mode", mode.journal);
        properties.setProperty("synchronous", "OFF");
        properties.setProperty("busy_timeout", "0");
        try {
            directory = Files.createTempDirectory("weir-simulated");
            reader = connect();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (SQLException e) {
            throw new IllegalStateException("SQLite cannot be used: its driver must be on the class path", e);
        }
        world.add(this);
    }

    private Connection connect() throws SQLException {
        return DriverManager.getConnection("jdbc:sqlite:" + directory.resolve(FILE), properties);
    }

    /** Returns where a process gets its connections. */
    public DataSource dataSourceOf(SimProcess process) {
        return new SqlDataSource(this, process);
    }

    Connection connect(SimProcess process) throws SQLException {
        SqlConnection connection = new SqlConnection(this, process, connect());
        open.add(connection);
        return connection.proxy();
    }

    /** Answers nobody for so long, and cuts the connections of those who ask. */
    public void goDown(long nanos) {
        downUntilNanos = world.nowNanos() + nanos;
    }

    boolean isDown() {
        return world.nowNanos() < downUntilNanos;
    }

    /** Runs a statement for somebody who is no process of the world, and whom nobody can keep from it. */
    public void execute(String sql) {
        if (!tryExecute(sql)) {
            throw new IllegalStateException("the simulated database is busy: " + sql);
        }
    }

    /** Runs a statement for somebody who is no process of the world; returns false, and has no effect, if the database is busy. */
    public boolean tryExecute(String sql) {
        try (Statement statement = reader.createStatement()) {
            statement.execute(sql);
            return true;
        } catch (SQLException e) {
            if ((e.getErrorCode() & CODE) == BUSY) {
                return false;
            }
            throw new IllegalStateException(sql, e);
        }
    }

    /** Sets what others, who are no processes of the world, do in time: run before each statement of a process, which so finds done what is due. */
    public void writtenBy(Runnable newWriters) {
        writers = newWriters;
    }

    void writeWhatIsDue() {
        writers.run();
    }

    /** Makes something of a row. */
    @FunctionalInterface
    public interface RowReader<T> {
        T read(ResultSet row) throws SQLException;
    }

    /** Reads for somebody who is no process of the world. Throws if the database is busy. */
    public <T> List<T> query(String sql, RowReader<T> rows) throws SQLException {
        List<T> found = new ArrayList<>();
        try (Statement statement = reader.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            while (result.next()) {
                found.add(rows.read(result));
            }
        }
        return found;
    }

    /** Returns how many transactions have been committed; what there is to read has not changed as long as this has not. */
    public long commits() {
        return commits;
    }

    void committed() {
        commits++;
    }

    /** Commits what was prepared. Throws, and changes nothing, if the database is busy. */
    void apply(List<CapturedInserts.Insert> inserts) throws SQLException {
        reader.setAutoCommit(false);
        try {
            for (CapturedInserts.Insert insert : inserts) {
                insert.run(reader);
            }
            reader.commit();
        } catch (SQLException e) {
            reader.rollback();
            throw e;
        } finally {
            reader.setAutoCommit(true);
        }
        committed();
    }

    /** Returns whether there is such a connection, one included of which the database does not know yet that it is gone. */
    boolean isThere(SqlConnection connection) {
        return open.contains(connection) || isLeft(connection);
    }

    /** Returns whether the client of a connection has gone, or was told to go, and the connection has not. */
    boolean isLeft(SqlConnection connection) {
        return abandoned.contains(connection)
                || open.contains(connection) && !connection.process().isAlive();
    }

    /** Ends a connection whose client has gone. */
    void finish(SqlConnection connection) {
        abandon(connection);
        abandoned.remove(connection);
        connection.finishAlone(entropy.nextBoolean());
    }

    /** Returns how many connections there are, those included of which the database does not know yet that they are gone. */
    public int connectionCount() {
        return open.size() + abandoned.size();
    }

    void closed(SqlConnection connection) {
        open.remove(connection);
    }

    /** The client has gone: the database finds out later. */
    void abandon(SqlConnection connection) {
        if (open.remove(connection)) {
            abandoned.add(connection);
        }
    }

    @Override
    public boolean ready() {
        for (SqlConnection connection : List.copyOf(open)) {
            if (!connection.process().isAlive()) {
                abandon(connection);
            }
        }
        return !abandoned.isEmpty() && world.steps() % 8 == 0;
    }

    @Override
    public void act() {
        abandoned.remove(entropy.nextInt(abandoned.size())).finishAlone(entropy.nextBoolean());
    }

    @Override
    public long dueNanos() {
        return abandoned.isEmpty() ? Long.MAX_VALUE : world.nowNanos();
    }

    /** Ends it, with all connections. The world must have ended. */
    public void close() {
        open.forEach(connection -> connection.finishAlone(false));
        abandoned.forEach(connection -> connection.finishAlone(false));
        try {
            reader.close();
            try (Stream<Path> files = Files.list(directory)) {
                for (Path file : files.toList()) {
                    Files.delete(file);
                }
            }
            Files.delete(directory);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (SQLException e) {
            throw new IllegalStateException("the simulated database could not be closed", e);
        }
    }
}
