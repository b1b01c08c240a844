package io.weir.bench;

import io.weir.bench.Entrant.Kind;
import io.weir.bench.KeySequence.Distribution;
import io.weir.bench.StateBench.Case;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Measures every {@link BenchCase} that is asked for, one after the other: within a case all contenders run in turns. A case that fails does not keep the others from
 * being measured.
 *
 * <p>Threading: confined to one thread.
 */
final class Suite implements AutoCloseable {

    private static final String CHAIN_HEAP = "4g";
    private static final String KAFKA_HEAP = "2g";
    private static final int STATE_MEGABYTES = 4_096;
    private static final int RECOVERY_MEGABYTES = 4_096;
    private static final Duration PREFILL_MAX = Duration.ofMinutes(3);
    private static final int TEXT_SIZE = 100;
    private static final long LATENCY_RATE = 20_000;

    /** What a disk takes of changes in checkpoints every 10 ms, where nearly each record changes an entry of its own: some 40 MB/s. */
    private static final double PAUSE_RATE = 2_000_000;

    private final SuiteOptions settings;
    private final RunOptions options;
    private final Map<BenchCase, List<Run>> runs = new EnumMap<>(BenchCase.class);
    private final Set<BenchCase> failed = EnumSet.noneOf(BenchCase.class);
    private @Nullable KafkaRig rig;

    Suite(SuiteOptions settings) {
        this.settings = settings;
        this.options = settings.runOptions();
    }

    /** Measures a case, prints each run, and keeps the runs. */
    void measure(BenchCase each) throws InterruptedException {
        System.out.println(each.label());
        try {
            runs.put(each, runs(each));
        } catch (InterruptedException e) {
            throw e;
        } catch (Exception e) {
            // It is told, it makes the command fail, and what else was measured is not lost.
            System.out.println("  FAILED: " + e);
            failed.add(each);
        }
    }

    Comparison comparison() {
        return new Comparison(runs);
    }

    /** Returns the cases in which Weir, the loop or the benchmark itself failed. */
    Set<BenchCase> failed() {
        return failed;
    }

    @Override
    public void close() throws IOException {
        if (rig != null) {
            rig.close();
            rig = null;
        }
    }

    private List<Run> runs(BenchCase each) throws Exception {
        return switch (each) {
            case W1 -> chain(ChainWorkload.W1, each);
            case W2_FEW_1S, W2_FEW_100MS, W2_MANY_1S, W2_MANY_100MS -> chain(ChainWorkload.W2, each);
            case W3_FEW, W3_MANY -> chain(ChainWorkload.W3, each);
            case W4 -> throughput(each);
            case W5 -> latency(each);
            case START, PAUSE, PAUSE_FULL, RECOVERY -> alone(each);
        };
    }

    /** The broker would take memory and a part of the machine from what does not need it. */
    private List<Run> alone(BenchCase each) throws Exception {
        close();
        return switch (each) {
            case START -> new StartBench(options).runs(each.keys());
            case PAUSE -> pauses(each, PAUSE_RATE);
            case PAUSE_FULL -> pauses(each, Double.POSITIVE_INFINITY);
            default -> recovery(each);
        };
    }

    private List<Run> chain(ChainWorkload workload, BenchCase each) throws Exception {
        List<Entrant> entrants = new ArrayList<>(List.of(Entrant.of(Kind.LOOP), Entrant.of(Kind.LOOP_FREE)));
        entrants.add(Entrant.weir(1));
        entrants.addAll(
                peers(1).filter(peer -> peer.kind() != Kind.KAFKA_STREAMS).toList());
        entrants.add(Entrant.weir(2));
        return new ChainBench(workload, options, settings.measured(), CHAIN_HEAP, List.of())
                .runs(entrants, each.keys(), each.interval());
    }

    private List<Run> throughput(BenchCase each) throws Exception {
        List<Entrant> own = List.of(Entrant.of(Kind.LOOP_KAFKA), Entrant.weir(2));
        List<Entrant> entrants = Stream.concat(own.stream(), peers(2)).toList();
        ThroughputBench bench =
                new ThroughputBench(rig(), options, new Generator(each.keys()), settings.throughputRecords());
        // The broker is warm then, whoever warmed it.
        bench.prepare(own, each.interval());
        return bench.runs(entrants, each.interval());
    }

    private List<Run> latency(BenchCase each) throws Exception {
        List<Entrant> entrants = Stream.concat(Stream.of(Entrant.of(Kind.LOOP_KAFKA), Entrant.weir(1)), peers(1))
                .toList();
        LatencyBench bench = new LatencyBench(
                rig(), settings.latencyOptions(), new Generator(each.keys()), LATENCY_RATE, settings.latencyTurn());
        if (!runs.containsKey(BenchCase.W4)) {
            bench.warmBroker(entrants, each.interval());
        }
        return bench.runs(entrants, entrant -> latencyInterval(entrant.kind(), each));
    }

    /** Others get the interval at which their p99 is lowest: at a shorter one they do not keep up. */
    private static Duration latencyInterval(Kind kind, BenchCase each) {
        return switch (kind) {
            case FLINK -> Duration.ofMillis(50);
            case JET -> Duration.ofMillis(100);
            default -> each.interval();
        };
    }

    private List<Run> pauses(BenchCase each, double ratePerSecond) throws Exception {
        Measurement measurement = new Measurement(options.warmup(), settings.pauseMeasured());
        return new StateBench(options, new StateMeasurement(measurement, PREFILL_MAX), STATE_MEGABYTES)
                        .compare(new Case(
                                each.keys(),
                                Distribution.UNIFORM,
                                ratePerSecond,
                                1,
                                List.of(each.interval()),
                                List.of(StateContender.WEIR_AGGREGATE),
                                options.rounds(),
                                0))
                        .stream()
                        .map(run -> new Run(Entrant.weir(1), run.round(), run.figures()))
                        .toList();
    }

    private List<Run> recovery(BenchCase each) throws Exception {
        long keys = settings.isQuick() ? each.keys() / 7 : each.keys();
        List<Map<Figure, Double>> figures =
                new RecoveryBench(options, RECOVERY_MEGABYTES).measure(keys, TEXT_SIZE, options.rounds());
        return IntStream.range(0, figures.size())
                .mapToObj(i -> new Run(Entrant.weir(1), i + 1, figures.get(i)))
                .toList();
    }

    private static Stream<Entrant> peers(int tasks) {
        return Peers.present().stream().map(kind -> new Entrant(kind, tasks));
    }

    /** Started for the first case that needs it: the next one finds it warm. */
    private KafkaRig rig() throws Exception {
        if (rig == null) {
            rig = KafkaRig.start(options, KAFKA_HEAP);
        }
        return rig;
    }
}
