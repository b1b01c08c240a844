package io.weir.cli.demo;

import io.weir.broker.KafkaBroker;
import io.weir.broker.KafkaBrokerOptions;
import io.weir.cli.Versions;
import io.weir.cli.process.Cleanup;
import io.weir.cli.process.WorkDirectory;
import io.weir.cli.terminal.Interval;
import io.weir.cli.terminal.Screen;
import io.weir.cli.terminal.Words;
import java.util.ArrayList;
import java.util.List;

/**
 * The whole demo: a broker, the modes one after the other, and the table.
 *
 * <p>Threading: confined to the main thread.
 */
final class DemoRun {

    private final DemoSettings settings;
    private final Screen screen;

    DemoRun(DemoSettings settings, Screen screen) {
        this.settings = settings;
        this.screen = screen;
    }

    /** Runs all modes and returns what they have shown. Whatever happens, nothing that was started is left. */
    List<RunResult> run() {
        screen.line("%s", screen.strong("Weir demo"));
        screen.line("A job reads orders from Kafka, keeps a running total for each customer, writes the");
        screen.line("totals to Kafka, and is killed while it does so.");
        screen.line(
                "%s and %s a mode, parallelism %d, a checkpoint every %s, seed %d",
                Words.count(settings.records(), "order"),
                Words.count(settings.kills(), "kill"),
                settings.parallelism(),
                Interval.inWords(settings.interval()),
                settings.seed());
        List<RunResult> results = new ArrayList<>();
        try (Cleanup cleanup = Cleanup.atExit(screen)) {
            WorkDirectory directory = cleanup.own(WorkDirectory.create("weir-demo-"));
            if (settings.kept()) {
                directory.keep();
                screen.line("the job's checkpoints and log stay in %s", directory.path());
            }
            DemoKafka kafka = kafka(cleanup);
            for (DemoMode mode : settings.modes()) {
                results.add(runMode(mode, kafka, directory, cleanup));
            }
        }
        return results;
    }

    private DemoKafka kafka(Cleanup cleanup) {
        if (settings.bootstrap().isPresent()) {
            DemoKafka existing = new DemoKafka(settings.bootstrap().get());
            existing.checkReachable();
            screen.line("using the broker at %s", existing.bootstrapServers());
            return existing;
        }
        screen.line("starting a Kafka %s broker of its own ...", Versions.kafka());
        long startNanos = System.nanoTime();
        KafkaBroker broker = cleanup.own(KafkaBroker.start(KafkaBrokerOptions.defaults()));
        screen.line(
                "Kafka runs at %s (pid %d), after %.1f s",
                broker.bootstrapServers(), broker.pid(), (System.nanoTime() - startNanos) / 1e9);
        return new DemoKafka(broker.bootstrapServers());
    }

    private RunResult runMode(DemoMode mode, DemoKafka kafka, WorkDirectory directory, Cleanup whole) {
        screen.line("");
        screen.line("%s", screen.strong(mode.label()));
        String name = directory.path().getFileName() + "-" + mode.label();
        String ordersTopic = name + "-orders";
        String totalsTopic = name + "-totals";
        DemoJob.Task task = new DemoJob.Task(
                name,
                kafka.bootstrapServers(),
                ordersTopic,
                totalsTopic,
                mode,
                settings.parallelism(),
                settings.interval(),
                directory.make(mode.label()));
        Scenario.Stage stage = new Scenario.Stage(settings, kafka, ordersTopic, totalsTopic, screen);
        try (Cleanup cleanup = whole.part()) {
            kafka.createTopics(settings.partitionCount(), List.of(ordersTopic, totalsTopic));
            if (settings.bootstrap().isPresent()) {
                cleanup.own(() -> {
                    kafka.deleteTopics(List.of(ordersTopic, totalsTopic));
                    kafka.deleteGroups("weir." + name);
                });
            }
            DemoJob job = cleanup.own(new DemoJob(task));
            Scenario scenario = cleanup.own(new Scenario(stage, mode, job));
            return scenario.run();
        }
    }
}
