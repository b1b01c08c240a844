package io.weir.bench;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The commands of the workloads on Kafka. */
final class KafkaCommand {

    private KafkaCommand() {}

    /** What both have. */
    static final class KafkaOptions {

        @Option(names = "--keys", paramLabel = "N", description = "How many keys (default: ${DEFAULT-VALUE}).")
        private long keys = 1_000;

        @Option(
                names = "--heap",
                paramLabel = "SIZE",
                description = "The heap of each contender's JVM (default: ${DEFAULT-VALUE}).")
        private String heap = "2g";

        @Option(
                names = "--contenders",
                paramLabel = "NAME",
                split = ",",
                description = "Who takes part: ${COMPLETION-CANDIDATES} (default: all that are there; PEERS=all brings"
                        + " the other engines).")
        private List<CountContender> contenders = List.of();

        List<Entrant> entrants(RunOptions options) {
            return CountContender.entrants(
                    contenders.isEmpty() ? CountContender.present() : contenders, options.tasks(2));
        }
    }

    /** Kafka, keyed count, Kafka, as fast as it goes. */
    @Command(
            name = "w4",
            description = "A Kafka topic, a count a key, a transactional Kafka topic: as fast as it goes.",
            mixinStandardHelpOptions = true)
    static final class W4 implements Callable<Integer> {

        @Mixin
        private RunOptions options = new RunOptions();

        @Mixin
        private KafkaOptions kafka = new KafkaOptions();

        @Option(names = "--records", paramLabel = "N", description = "How many records (default: ${DEFAULT-VALUE}).")
        private long records = 5_000_000;

        @Override
        public Integer call() throws Exception {
            List<Entrant> entrants = kafka.entrants(options);
            Bench.printMachine();
            try (KafkaRig rig = KafkaRig.start(options, kafka.heap)) {
                ThroughputBench bench = new ThroughputBench(rig, options, new Generator(kafka.keys), records);
                bench.prepare(entrants, Duration.ofMillis(100));
                for (Duration interval : options.intervals(Duration.ofMillis(100), Duration.ofSeconds(1))) {
                    bench.compare(entrants, interval);
                }
            }
            return 0;
        }
    }

    /** Kafka, keyed count, Kafka, at a steady rate. */
    @Command(
            name = "w5",
            description = "A Kafka topic, a count a key, a transactional Kafka topic: latency at a steady rate.",
            mixinStandardHelpOptions = true)
    static final class W5 implements Callable<Integer> {

        @Mixin
        private RunOptions options = new RunOptions();

        @Mixin
        private KafkaOptions kafka = new KafkaOptions();

        @Option(names = "--rate", paramLabel = "N", description = "Records a second (default: ${DEFAULT-VALUE}).")
        private long rate = 20_000;

        @Option(
                names = "--seconds",
                paramLabel = "N",
                description = "How long a contender gets records in a round (default: ${DEFAULT-VALUE}).")
        private int seconds = 60;

        @Option(
                names = "--latency-target",
                paramLabel = "TIME",
                description =
                        "Lets Weir choose its interval by a latency target, such as 25ms; the others keep theirs.")
        private @Nullable Duration latencyTarget;

        @Override
        public Integer call() throws Exception {
            List<Entrant> entrants = kafka.entrants(options);
            Bench.printMachine();
            if (latencyTarget != null) {
                String target = Durations.text(latencyTarget);
                System.out.println("Weir has a latency target of " + target + " in place of the interval");
                options.addJvmFlag("-D" + CountJob.LATENCY_TARGET + "=" + target);
            }
            try (KafkaRig rig = KafkaRig.start(options, kafka.heap)) {
                LatencyBench bench =
                        new LatencyBench(rig, options, new Generator(kafka.keys), rate, Duration.ofSeconds(seconds));
                for (Duration interval :
                        options.intervals(Duration.ofSeconds(1), Duration.ofMillis(100), Duration.ofMillis(10))) {
                    bench.compare(entrants, interval);
                }
            }
            return 0;
        }
    }
}
