package io.weir.bench;

import io.weir.bench.Entrant.Kind;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** In a JVM of its own: the program of W4, which ends with its input, or of W5, which goes on until it is told to stop. */
@Command(name = CountChild.NAME, hidden = true)
final class CountChild implements Callable<Integer> {

    static final String NAME = "count-child";

    /** What the child says when it can be started. */
    static final String READY = "ready";

    /** What the parent says. */
    static final String GO = "go";

    static final String STOP = "stop";

    @Option(names = "--kind", required = true)
    private String kind = "";

    @Option(names = "--tasks", required = true)
    private int tasks;

    @Option(names = "--keys", required = true)
    private long keys;

    @Option(names = "--interval", required = true)
    private Duration interval = Duration.ZERO;

    @Option(names = "--bootstrap", required = true)
    private String bootstrapServers = "";

    @Option(names = "--input", required = true)
    private String inputTopic = "";

    @Option(names = "--output", required = true)
    private String outputTopic = "";

    @Option(names = "--directory", required = true)
    private Path directory = Path.of("");

    @Option(names = "--end", required = true)
    private End end = End.WITH_INPUT;

    /** When the program ends. */
    enum End {
        WITH_INPUT,
        WHEN_TOLD
    }

    static List<String> arguments(Entrant entrant, CountSettings settings, End end, Path directory) {
        return List.of(
                NAME,
                "--kind=" + entrant.kind().word(),
                "--tasks=" + entrant.tasks(),
                "--keys=" + settings.keys(),
                "--interval=" + Durations.text(settings.interval()),
                "--bootstrap=" + settings.bootstrapServers(),
                "--input=" + settings.inputTopic(),
                "--output=" + settings.outputTopic(),
                "--end=" + end,
                "--directory=" + directory);
    }

    @Override
    public Integer call() throws Exception {
        CountProgram program = program(Kind.of(kind));
        CountRun run = new CountRun(
                new CountSettings(bootstrapServers, inputTopic, outputTopic, keys, interval),
                tasks,
                end == End.WITH_INPUT,
                directory);
        ChildJvm.tellSettings(program.settings(run));
        System.out.println(READY);
        ChildJvm.await(GO);
        if (end == End.WITH_INPUT) {
            ChildJvm.dieWithParent();
            program.runToEnd(run);
        } else {
            CountDownLatch stop = new CountDownLatch(1);
            ChildJvm.onLine(STOP, stop::countDown);
            program.runUntil(run, stop);
        }
        return 0;
    }

    private static CountProgram program(Kind kind) {
        return switch (kind) {
            case WEIR -> new CountJob();
            case LOOP_KAFKA -> new CountLoopProgram();
            default -> CountProgram.ofPeer();
        };
    }
}
