package io.weir.jdbc;

import io.weir.runtime.IoLane;
import io.weir.runtime.StageContext;
import io.weir.serde.ByteWriter;
import io.weir.sink.PreCommit;
import io.weir.sink.SinkWriter;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Streams rows into a transaction, and prepares it at the barrier, with a row of the ledger inside. The next transaction begins behind it.
 *
 * <p>Threading: confined to the task; what talks to the database runs on one lane.
 */
final class PreparedWriter<T> implements SinkWriter<T, JdbcCommittable> {

    private static final int BATCH_BYTES = 64 << 10;

    /** Enough to keep the lane busy. */
    private static final int IN_FLIGHT_BYTES_MAX = 4 << 20;

    private final StageContext context;
    private final SinkSettings<T> settings;
    private final RowLayout<T> layout;
    private final IoLane lane;
    private final AtomicLong inFlightBytes = new AtomicLong();
    private final int inFlightBytesMax;
    private final TransactionIds ids;
    private final OpenRows openRows;
    private ByteWriter buffer = new ByteWriter();
    private long sequence;
    private int rowCount;
    private boolean closed;

    PreparedWriter(StageContext context, SinkSettings<T> settings, WriterConnections connections) {
        this.context = context;
        this.settings = settings;
        this.layout = new RowLayout<>(settings.target());
        this.lane = context.lane("write");
        this.inFlightBytesMax = Math.min(settings.bytesMax(), IN_FLIGHT_BYTES_MAX);
        this.ids = new TransactionIds(context.jobId(), context.stageName());
        this.openRows = new OpenRows(context, settings, connections);
    }

    @Override
    public void write(T value, long timestamp) {
        layout.write(value, buffer);
        rowCount++;
        if (buffer.size() >= BATCH_BYTES) {
            flush();
        }
    }

    private void flush() {
        if (buffer.size() == 0) {
            return;
        }
        byte[] rows = buffer.detach();
        buffer = new ByteWriter();
        inFlightBytes.addAndGet(rows.length);
        String id = ids.of(context, sequence);
        lane.submit(StageContext.action(() -> openRows.write(id, rows)), done -> written(rows.length));
    }

    private void written(int byteCount) {
        inFlightBytes.addAndGet(-byteCount);
        context.wakeUp();
    }

    @Override
    public boolean ready() {
        return inFlightBytes.get() < inFlightBytesMax;
    }

    @Override
    public void prepareCommit(long checkpointId, PreCommit<JdbcCommittable> preCommit) {
        if (rowCount == 0) {
            preCommit.complete(List.of());
            return;
        }
        flush();
        String id = ids.of(context, sequence);
        int sealedCount = rowCount;
        sequence++;
        rowCount = 0;
        lane.submit(StageContext.action(() -> seal(id, checkpointId, sealedCount, preCommit)), done -> {});
    }

    /** Lane. */
    private void seal(String id, long checkpointId, int sealedCount, PreCommit<JdbcCommittable> preCommit) {
        try {
            openRows.prepare(id, checkpointId);
        } catch (SQLException | RuntimeException e) {
            openRows.close();
            preCommit.fail(
                    e instanceof SQLException error
                            ? JdbcErrors.inWords(
                                    settings.dialect(),
                                    "the output of checkpoint " + checkpointId + " for "
                                            + settings.target().inWords() + " could not be prepared",
                                    error)
                            : e);
            return;
        }
        preCommit.complete(List.of(JdbcCommittable.prepared(context.attempt(), sealedCount, id)));
    }

    @Override
    public void close() {
        if (!closed) {
            closed = true;
            lane.submit(StageContext.action(openRows::close), done -> {});
        }
    }

    /** The transaction that is being written. Confined to the lane. */
    private static final class OpenRows {

        private final StageContext context;
        private final SinkSettings<?> settings;
        private final PreparedTransactions transactions;
        private final WriterConnections connections;
        private final RowOrder order;
        private final Ledger ledger;
        private Session session;
        private boolean begun;

        /** Whether rows were lost, or nothing more is written: what waits on the lane behind that must not be sealed without them. */
        private boolean closed;

        OpenRows(StageContext context, SinkSettings<?> settings, WriterConnections connections) {
            this.context = context;
            this.settings = settings;
            this.transactions = settings.preparedTransactions();
            this.connections = connections;
            this.session = connections.take(context.subtask());
            this.order = RowOrder.asIs(settings.target());
            this.ledger = new Ledger(
                    settings.dialect(), settings.ledgerTable(), LedgerKey.of(context.jobId(), context.stageName()));
        }

        void write(String id, byte[] rows) {
            try {
                requireOpen();
                if (begun) {
                    session.rows().fast(rows, order);
                } else {
                    begin(id, rows);
                    begun = true;
                }
            } catch (SQLException e) {
                close();
                throw JdbcErrors.inWords(
                        settings.dialect(),
                        "rows could not be written to " + settings.target().inWords(),
                        e);
            } catch (RuntimeException e) {
                close();
                throw e;
            }
        }

        /** An attempt that was replaced must not hold locks that the next one waits for, and must not prepare. */
        private void requireNewest(Connection connection) throws SQLException {
            long newest = ledger.attemptOf(connection);
            if (newest != context.attempt()) {
                throw LedgerRecovery.fenced(context, settings, newest);
            }
        }

        /**
         * A server may have ended a connection that was idle for long, or ends one that has written to a table before it was altered; nothing is lost with it here. A connection with a
         * name is there when the one before it is gone, and with it the transaction of the same id.
         */
        private void begin(String id, byte[] rows) throws SQLException {
            try {
                beginAsNewest(id, rows);
            } catch (SQLException e) {
                if (settings.dialect().kindOf(e) != SqlErrorKind.CONNECTION) {
                    throw e;
                }
                session.discard();
                beginAgain(id, rows, e);
            }
        }

        /** @param first why the first connection was given up: what is told if there is no other */
        private void beginAgain(String id, byte[] rows, SQLException first) throws SQLException {
            try {
                beginAsNewest(id, rows);
            } catch (SQLException again) {
                SqlErrorKind kind = settings.dialect().kindOf(again);
                if (kind == SqlErrorKind.CONNECTION || kind == SqlErrorKind.UNKNOWN) {
                    first.addSuppressed(again);
                    throw first;
                }
                again.addSuppressed(first);
                throw again;
            }
        }

        private void beginAsNewest(String id, byte[] rows) throws SQLException {
            Connection connection = session.connection();
            transactions.begin(connection, id);
            requireNewest(connection);
            session.rows().fast(rows, order);
        }

        void prepare(String id, long checkpointId) throws SQLException {
            requireOpen();
            Connection connection = session.connection();
            requireNewest(connection);
            ledger.insert(connection, context.subtask(), checkpointId, context.attempt());
            transactions.prepare(connection, id);
            begun = false;
            if (transactions.staysWithConnection()) {
                connections.prepared(context.subtask(), id, session);
                session = connections.take(context.subtask());
            }
        }

        /** Ends the connection, and with it what is not prepared. */
        void close() {
            closed = true;
            begun = false;
            session.discard();
        }

        private void requireOpen() throws SQLException {
            if (closed) {
                throw new SQLException("earlier rows of this writer could not be written, or it was closed");
            }
        }
    }
}
