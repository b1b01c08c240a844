package io.weir.bench;

import io.weir.bench.KeySequence.Distribution;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.ServiceLoader;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** In a JVM of its own: one run of the state benchmark. */
@Command(name = StateChild.NAME, hidden = true)
final class StateChild implements Callable<Integer> {

    static final String NAME = "state-child";

    @Option(names = "--contender", required = true)
    private StateContender contender = StateContender.WEIR_AGGREGATE;

    @Option(names = "--keys", required = true)
    private long keys;

    @Option(names = "--distribution", required = true)
    private Distribution distribution = Distribution.UNIFORM;

    @Option(names = "--rate", required = true)
    private double rate;

    @Option(names = "--overhead", required = true)
    private double overheadMax = 1;

    @Option(names = "--interval", required = true)
    private Duration interval = Duration.ZERO;

    @Option(names = "--warmup", required = true)
    private Duration warmup = Duration.ZERO;

    @Option(names = "--measured", required = true)
    private Duration measured = Duration.ZERO;

    @Option(names = "--prefill-max", required = true)
    private Duration prefillMax = Duration.ZERO;

    @Option(names = "--directory", required = true)
    private Path directory = Path.of("");

    static List<String> arguments(StateContender contender, StateSettings settings, StateMeasurement measurement) {
        return List.of(
                NAME,
                "--contender=" + contender,
                "--keys=" + settings.keys(),
                "--distribution=" + settings.distribution(),
                "--rate=" + settings.ratePerSecond(),
                "--overhead=" + settings.overheadMax(),
                "--interval=" + Durations.text(settings.interval()),
                "--warmup=" + Durations.text(measurement.measurement().warmup()),
                "--measured=" + Durations.text(measurement.measurement().measured()),
                "--prefill-max=" + Durations.text(measurement.prefillMax()),
                "--directory=" + settings.directory());
    }

    @Override
    public Integer call() throws Exception {
        ChildJvm.dieWithParent();
        StateMeasurement measurement = new StateMeasurement(new Measurement(warmup, measured), prefillMax);
        ChildJvm.report(measurement.of(
                program(contender), new StateSettings(keys, distribution, rate, overheadMax, interval, directory)));
        return 0;
    }

    private static StateProgram program(StateContender contender) {
        if (!contender.isPeer()) {
            return new WeirStateProgram(contender.usesBuiltIn());
        }
        return ServiceLoader.load(StateProgram.Provider.class)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("its engine is not on the class path"))
                .make(contender);
    }
}
