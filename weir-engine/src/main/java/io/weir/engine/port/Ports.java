package io.weir.engine.port;

import java.util.List;
import java.util.function.DoubleSupplier;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Everything that a running job takes from the world, apart from the files of its journal. The production side has threads and the machine's clock; the
 * simulator's side has one thread and one seed.
 *
 * <p>Threading: Immutable.
 *
 * @param clock tells time
 * @param lanes makes a lane of the given name for work that may block
 * @param workers runs tasks until stopped
 * @param jitter draws a number from 0 to 1, for delays only
 * @param generation draws the random part of a new job's identity
 * @param observer is told of every step of the protocol
 */
public record Ports(
        Clock clock,
        Function<String, Lane> lanes,
        Workers workers,
        DoubleSupplier jitter,
        Supplier<String> generation,
        ProtocolObserver observer) {

    /** Returns the same ports with another observer. */
    public Ports withObserver(ProtocolObserver newObserver) {
        return new Ports(clock, lanes, workers, jitter, generation, newObserver);
    }

    /** Runs tasks. */
    public interface Workers {

        /**
         * Starts to run the tasks, each on one thread for all its life.
         *
         * @param groups tasks that belong on the same worker, as far as there are enough workers
         */
        Running start(String jobName, List<List<Task>> groups);
    }

    /** Tasks that are being run. */
    public interface Running {

        /** Asks for the end; tasks are not called any more soon after. Returns at once. Idempotent. */
        void stop();

        /** Waits until no task is being called any more, at most for {@code timeoutNanos}; returns whether that is so. */
        boolean awaitStopped(long timeoutNanos);
    }
}
