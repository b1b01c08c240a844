package io.weir.siege;

import io.weir.pipeline.Stream;
import java.nio.file.Path;

/**
 * What is attacked: sinks, and the server behind them. One object of it is in the test, which looks at the output; others are in the jobs, which write it.
 *
 * <p>Threading: confined to one thread.
 */
interface Fortress extends Besieged, AutoCloseable {

    /** Starts what must be there, in the test. Returns what a job has to know to find it. */
    String open(Path directory) throws Exception;

    /** Ends the stream in sinks, in a job. */
    void sinks(Stream<Booking> bookings, Path directory, String found);

    /** Reads each sink's rows with a plain client, and checks that nothing is there twice; if {@code count} is not negative, that the first so many payments are there. */
    void check(long count) throws Exception;

    @Override
    default void checkVisible() throws Exception {
        check(-1);
    }

    /** Returns whether there is a server that can be killed. */
    boolean hasServer();

    @Override
    void close();
}
