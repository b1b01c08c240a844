package io.weir.bench;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;

/**
 * W1, W2 or W3 in another engine.
 *
 * <p>Threading: confined to the thread that measures.
 */
final class ProgramWorkload implements Workload {

    private final ChainProbe probe;
    private final ChainProgram program;
    private final Expected expected;
    private long startNanos;
    private long endNanos;

    ProgramWorkload(ChainProgram program, ChainProbe probe, Expected expected) {
        this.program = program;
        this.probe = probe;
        this.expected = expected;
    }

    /** Makes the program of the engine that this JVM has on its class path. */
    static ProgramWorkload ofPeer(ChainSettings settings, Expected expected) {
        ChainProbe probe = new ChainProbe(settings);
        ChainProgram program = ServiceLoader.load(ChainProgram.Provider.class)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("no engine with W1 to W3 is on the class path"))
                .make(settings, probe);
        return new ProgramWorkload(program, probe, expected);
    }

    @Override
    public String settings() {
        return program.settings();
    }

    @Override
    public void start() throws Exception {
        startNanos = System.nanoTime();
        program.start();
    }

    @Override
    public boolean hasBegun() {
        return probe.hasBegun();
    }

    @Override
    public void look() {
        probe.look();
    }

    @Override
    public void stop() throws Exception {
        endNanos = System.nanoTime();
        probe.stopSources();
        program.join();
        expected.check(probe.positions(), probe.total());
    }

    @Override
    public List<Marks> marks() {
        return probe.marks();
    }

    @Override
    public Map<Figure, Double> observations() {
        Map<Figure, Double> figures = new EnumMap<>(Figure.class);
        figures.put(Figure.CHECKPOINTS, program.checkpoints() * 1e9 / (endNanos - startNanos));
        figures.putAll(probe.figures());
        return figures;
    }
}
