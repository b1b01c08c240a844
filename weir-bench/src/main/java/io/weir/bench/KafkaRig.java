package io.weir.bench;

import io.weir.bench.CountChild.End;
import io.weir.broker.JitMode;
import io.weir.broker.KafkaBroker;
import io.weir.broker.KafkaBrokerOptions;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * A broker in a JVM of its own, and the programs that are measured on it.
 *
 * <p>Threading: confined to one thread.
 */
final class KafkaRig implements AutoCloseable {

    private static final int BROKER_HEAP_MIB = 1_024;

    private final RunOptions options;
    private final String heap;
    private final WorkDirectory directory;
    private final KafkaBroker broker;
    private final KafkaTopics topics;

    private KafkaRig(RunOptions options, String heap, WorkDirectory directory, KafkaBroker broker) {
        this.options = options;
        this.heap = heap;
        this.directory = directory;
        this.broker = broker;
        this.topics = new KafkaTopics(broker.bootstrapServers());
    }

    static KafkaRig start(RunOptions options, String heap) throws IOException {
        WorkDirectory directory = WorkDirectory.in(options.directory());
        KafkaBroker broker = KafkaBroker.start(KafkaBrokerOptions.defaults()
                .withJitMode(JitMode.FULL)
                .withHeapMib(BROKER_HEAP_MIB)
                .withDirectory(directory.path().resolve("broker")));
        return new KafkaRig(options, heap, directory, broker);
    }

    String bootstrapServers() {
        return broker.bootstrapServers();
    }

    KafkaTopics topics() {
        return topics;
    }

    /** Starts a program and waits until it stands ready; its journal is put into {@code runDirectory}. */
    ChildJvm program(Entrant entrant, CountSettings settings, End end, WorkDirectory runDirectory)
            throws IOException, InterruptedException {
        List<String> jvmFlags = new ArrayList<>(List.of("-Xms" + heap, "-Xmx" + heap, "-XX:+AlwaysPreTouch"));
        jvmFlags.addAll(entrant.kind().jvmFlags());
        jvmFlags.addAll(options.jvmFlags());
        EngineSettings.noteFlags(entrant.kind(), jvmFlags);
        jvmFlags.add("-Djava.io.tmpdir=" + runDirectory.path());
        ChildJvm child = ChildJvm.start(
                entrant.kind(), jvmFlags, CountChild.arguments(entrant, settings, end, runDirectory.path()));
        try {
            child.awaitLine(CountChild.READY);
            return child;
        } catch (IOException | InterruptedException e) {
            child.close();
            throw e;
        }
    }

    WorkDirectory runDirectory() throws IOException {
        return directory.inside();
    }

    ProcessHandle brokerProcess() {
        return ProcessHandle.of(broker.pid()).orElseThrow(() -> new IllegalStateException("the broker is gone"));
    }

    @Override
    public void close() throws IOException {
        topics.close();
        broker.close();
        directory.close();
    }
}
