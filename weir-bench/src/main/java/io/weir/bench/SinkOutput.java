package io.weir.bench;

import io.weir.sink.Sink;
import java.io.IOException;
import java.sql.SQLException;
import java.util.function.LongFunction;

/**
 * One place to write to, which is empty at first: by a sink, or by hand.
 *
 * <p>Threading: confined to one thread.
 */
interface SinkOutput extends AutoCloseable {

    /** Returns the sink that writes here. */
    Sink<SinkRecord, ?> sink(SinkContender.Road road);

    /** Writes the first {@code count} records in the usual fast way, with no guarantee. */
    void writeByHand(LongFunction<SinkRecord> input, long count) throws Exception;

    /** Returns what can be seen here. */
    SinkTally tally() throws Exception;

    /** Deletes what was written. */
    @Override
    void close() throws IOException, SQLException;
}
