package io.weir.cli.verify;

import io.weir.broker.KafkaBroker;
import io.weir.broker.KafkaBrokerOptions;
import io.weir.cli.process.Cleanup;
import io.weir.cli.process.JobProcess;
import io.weir.cli.terminal.Screen;
import io.weir.error.WeirException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;

/**
 * Runs a user's pipeline over the whole input with nothing done to it, on a broker of its own, so that topics may have the names that the pipeline gives them.
 *
 * <p>Threading: confined to the main thread.
 */
final class ReferenceRun {

    private static final long POLL_NANOS = 10_000_000;

    /** The input is over if nothing new has become visible for so long, or for some checkpoint intervals. */
    private static final Duration QUIET = Duration.ofSeconds(4);

    private static final int QUIET_INTERVALS = 4;
    private static final Duration STOP_TIMEOUT = Duration.ofSeconds(60);
    private static final double PER_SECOND = 1e6;

    private final Workload workload;
    private final VerifySettings settings;
    private final Screen screen;

    ReferenceRun(Workload workload, VerifySettings settings, Screen screen) {
        this.workload = workload;
        this.settings = settings;
        this.screen = screen;
    }

    Reference run(Cleanup cleanup, KafkaBrokerOptions options, Path directory) {
        screen.line("an undisturbed run first, to compare with ...");
        KafkaBroker broker = cleanup.own(KafkaBroker.start(options));
        KafkaView kafka = new KafkaView(broker.bootstrapServers());
        kafka.createTopics(workload.inputTopics(), settings.partitionCount());
        kafka.createTopics(workload.outputTopics(), settings.partitionCount());
        List<TopicPartition> outputs = KafkaView.partitions(workload.outputTopics(), settings.partitionCount());
        JobSeat seat = cleanup.own(new JobSeat(workload, settings, broker.bootstrapServers(), directory));
        Feeder feeder = cleanup.own(Feeder.start(kafka, workload.feed().get(), PER_SECOND));
        JobSeat.Occupant job = seat.start(Optional.empty());
        awaitQuiet(kafka, outputs, feeder, job);
        requireUndisturbed(job.process(), job.process().stop(STOP_TIMEOUT));
        Reference reference = new Reference();
        kafka.readAll(kafka.ends(outputs, IsolationLevel.READ_COMMITTED), reference::add);
        if (reference.size() == 0) {
            throw WeirException.external(
                    "verify-pipeline",
                    "the pipeline has no output, topics=" + workload.outputTopics(),
                    feeder.sentCount() + " records were sent to " + workload.inputTopics(),
                    "see whether --input and --output name the topics that the pipeline reads and writes",
                    null);
        }
        screen.line("undisturbed, %,d input records come to %,d results", feeder.sentCount(), reference.size());
        return reference;
    }

    /** A job that fails by itself has come to rest somewhere on its way, and what it had put out by then is no measure. */
    private static void requireUndisturbed(JobProcess process, JobProcess.Stop stop) {
        if (stop.restarts() > 0) {
            throw WeirException.external(
                    "verify-pipeline",
                    "the pipeline fails although nothing is struck, failed attempts=" + stop.restarts(),
                    "its log ends:\n" + process.logTail() + "\n",
                    "mend what the log says; only what runs undisturbed can be verified",
                    null);
        }
    }

    private void awaitQuiet(KafkaView kafka, List<TopicPartition> outputs, Feeder feeder, JobSeat.Occupant job) {
        long quietNanos = Math.max(QUIET.toNanos(), settings.interval().toNanos() * QUIET_INTERVALS);
        long movedNanos = System.nanoTime();
        long movedCount = -1;
        try (Watcher watcher = Watcher.start(kafka.committedReader(outputs), new ReferenceCheck(new Reference()))) {
            while (System.nanoTime() - movedNanos < quietNanos) {
                long count = watcher.seenCount();
                if (count != movedCount || !feeder.isDone() || !job.process().isRunning()) {
                    movedCount = count;
                    movedNanos = System.nanoTime();
                }
                screen.progress("  %,d records sent, %,d results visible", feeder.sentCount(), count);
                LockSupport.parkNanos(POLL_NANOS);
            }
        }
    }
}
