package io.weir.cli.verify;

import io.weir.broker.KafkaBroker;
import io.weir.broker.KafkaBrokerOptions;
import io.weir.cli.Versions;
import io.weir.cli.process.Cleanup;
import io.weir.cli.process.WorkDirectory;
import io.weir.cli.terminal.Interval;
import io.weir.cli.terminal.Screen;
import io.weir.cli.terminal.Words;
import io.weir.error.WeirException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.kafka.common.TopicPartition;

/**
 * The whole of {@code weir verify}: a broker, a job, the strikes, and the audit.
 *
 * <p>Threading: confined to the main thread.
 */
final class VerifyRun {

    /**
     * The controller must not fence a broker that was only stopped for a while: with its last replica a partition loses its leader, and Kafka (4.4) then takes
     * it for deleted, and declares transactions complete whose commit it has not written there.
     */
    static final int SESSION_TIMEOUT_MILLIS = 6_000;

    /** What the broker's log says when it does so all the same. */
    private static final String COMMIT_SKIPPED = "these partitions are likely deleted already and hence can be skipped";

    private final Workload workload;
    private final VerifySettings settings;
    private final Screen screen;

    VerifyRun(Workload workload, VerifySettings settings, Screen screen) {
        this.workload = workload;
        this.settings = settings;
        this.screen = screen;
    }

    /** Runs everything. Whatever happens, no process is left; the files stay only if something is wrong, or if they are to be kept. */
    Outcome run() {
        screen.line("%s", screen.strong("Weir verify"));
        screen.line(
                "%s, parallelism %d, %d partitions, a checkpoint every %s, transactions time out after %d s, seed %d",
                Words.count(settings.kills(), "strike"),
                settings.parallelism(),
                settings.partitionCount(),
                Interval.inWords(settings.interval()),
                settings.transactionTimeout().toSeconds(),
                settings.seed());
        try (Cleanup cleanup = Cleanup.atExit(screen)) {
            WorkDirectory directory = cleanup.own(WorkDirectory.create("weir-verify-"));
            try {
                Outcome outcome = besiege(cleanup, directory);
                if (!outcome.isExact()) {
                    requireSoundBroker(directory.path().resolve("broker"), outcome);
                }
                if (settings.kept() || !outcome.isExact()) {
                    keep(directory, cleanup);
                }
                return outcome;
            } catch (RuntimeException e) {
                keep(directory, cleanup);
                throw e;
            }
        }
    }

    /** A judge that has lost a commit itself can say nothing of the job. */
    private static void requireSoundBroker(Path directory, Outcome outcome) {
        try (Stream<String> log = Files.lines(directory.resolve("broker.log"), StandardCharsets.UTF_8)) {
            Optional<String> skipped =
                    log.filter(line -> line.contains(COMMIT_SKIPPED)).findFirst();
            if (skipped.isPresent()) {
                throw WeirException.external(
                        "verify-kafka",
                        "the broker itself has lost a commit, so this run says nothing of the job",
                        "its log says: " + skipped.get() + "; and what was seen is: " + outcome.deviations(),
                        "run it again",
                        null);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void keep(WorkDirectory directory, Cleanup cleanup) {
        // After Ctrl-C everything fails, for everything is being closed.
        if (!cleanup.isClosing()) {
            directory.keep();
            screen.line("checkpoints, logs and the broker's data stay in %s", directory.path());
        }
    }

    private Outcome besiege(Cleanup whole, WorkDirectory directory) {
        Workload checked = workload;
        if (workload.pipelineClass().isPresent()) {
            try (Cleanup cleanup = whole.part()) {
                Reference reference = new ReferenceRun(workload, settings, screen)
                        .run(
                                cleanup,
                                options(directory.path().resolve("undisturbed-broker")),
                                directory.make("undisturbed-job"));
                checked = workload.withCheck(() -> new ReferenceCheck(reference));
            }
        }
        screen.line("starting a Kafka %s broker ...", Versions.kafka());
        KafkaBroker broker =
                whole.own(KafkaBroker.start(options(directory.path().resolve("broker"))));
        KafkaView kafka = new KafkaView(broker.bootstrapServers());
        kafka.createTopics(checked.inputTopics(), settings.partitionCount());
        kafka.createTopics(checked.outputTopics(), settings.partitionCount());
        long startNanos = System.nanoTime();
        JobSeat seat = whole.own(new JobSeat(checked, settings, broker.bootstrapServers(), directory.make("job")));
        List<TopicPartition> outputs = KafkaView.partitions(checked.outputTopics(), settings.partitionCount());
        Watcher watcher = whole.own(
                Watcher.start(kafka.committedReader(outputs), checked.check().get()));
        Feeder feeder = whole.own(Feeder.start(kafka, checked.feed().get(), settings.rate()));
        Siege siege = new Siege(new Siege.Field(broker, seat, watcher, feeder, checked, settings, screen));
        try {
            siege.run(strikes());
        } catch (CutShort e) {
            return cutShort(siege, watcher, feeder, e, startNanos);
        }
        screen.line("the job has stopped in good order; a late reader compares ...");
        return new Audit(kafka, checked, settings.partitionCount()).of(siege, watcher, feeder.sentCount(), startNanos);
    }

    private static Outcome cutShort(Siege siege, Watcher watcher, Feeder feeder, CutShort e, long startNanos) {
        watcher.close();
        return new Outcome(
                siege.tally(),
                feeder.sentCount(),
                watcher.check().findings(),
                watcher.check().findings(),
                0,
                List.of(),
                List.of(),
                Optional.of(e.why()),
                System.nanoTime() - startNanos);
    }

    private List<Strike> strikes() {
        return StrikePlan.of(new StrikePlan.Wish(
                        settings.seed(),
                        settings.kills(),
                        settings.only(),
                        settings.parallelism(),
                        settings.transactionTimeout()))
                .strikes();
    }

    /** The broker looks for transactions whose time is over often enough to find them while the job is away. */
    private static KafkaBrokerOptions options(Path directory) {
        return KafkaBrokerOptions.defaults()
                .withDirectory(directory)
                .withProperty("broker.session.timeout.ms", Integer.toString(SESSION_TIMEOUT_MILLIS))
                .withProperty("transaction.abort.timed.out.transaction.cleanup.interval.ms", "500");
    }
}
