package io.weir.broker;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What a {@link KafkaBroker} is started with. Each {@code with} method returns a changed copy.
 *
 * <p>Threading: Immutable.
 *
 * @param directory where the broker keeps its data, settings and log; empty for a temporary directory. A
 *     directory given here is never deleted, and a broker started in it again serves what it finds there
 * @param retention what becomes of a temporary directory when the broker is closed
 * @param port the broker's port, 1 to 65535, or 0 to choose a free one
 * @param heapMib the largest heap of the broker's JVM, in MiB, at least 128
 * @param jitMode how the broker's JVM compiles
 * @param partitionCount partitions of a topic that is created without saying how many, at least 1
 * @param startTimeout how long the broker may take until it answers
 * @param properties broker settings that override the ones of this module
 */
public record KafkaBrokerOptions(
        Optional<Path> directory,
        Retention retention,
        int port,
        int heapMib,
        JitMode jitMode,
        int partitionCount,
        Duration startTimeout,
        Map<String, String> properties) {

    private static final int HEAP_MIB_MIN = 128;
    private static final int PORT_MAX = 65_535;

    /** What becomes of a temporary directory when its broker is closed. */
    public enum Retention {
        DELETE,
        KEEP
    }

    public KafkaBrokerOptions {
        require(port >= 0 && port <= PORT_MAX, "port must be 0 to " + PORT_MAX, port);
        require(heapMib >= HEAP_MIB_MIN, "heapMib must be at least " + HEAP_MIB_MIN, heapMib);
        require(partitionCount >= 1, "partitionCount must be at least 1", partitionCount);
        require(!startTimeout.isNegative() && !startTimeout.isZero(), "startTimeout must be positive", startTimeout);
        directory = directory.map(Path::toAbsolutePath);
        properties = Map.copyOf(properties);
    }

    /** A temporary directory, a free port, 384 MiB, a quick start within 60 s, one partition a topic. */
    public static KafkaBrokerOptions defaults() {
        return new KafkaBrokerOptions(
                Optional.empty(), Retention.DELETE, 0, 384, JitMode.QUICK_START, 1, Duration.ofSeconds(60), Map.of());
    }

    public KafkaBrokerOptions withDirectory(Path directory) {
        return new KafkaBrokerOptions(
                Optional.of(directory), retention, port, heapMib, jitMode, partitionCount, startTimeout, properties);
    }

    public KafkaBrokerOptions withRetention(Retention retention) {
        return new KafkaBrokerOptions(
                directory, retention, port, heapMib, jitMode, partitionCount, startTimeout, properties);
    }

    public KafkaBrokerOptions withPort(int port) {
        return new KafkaBrokerOptions(
                directory, retention, port, heapMib, jitMode, partitionCount, startTimeout, properties);
    }

    public KafkaBrokerOptions withHeapMib(int heapMib) {
        return new KafkaBrokerOptions(
                directory, retention, port, heapMib, jitMode, partitionCount, startTimeout, properties);
    }

    public KafkaBrokerOptions withJitMode(JitMode jitMode) {
        return new KafkaBrokerOptions(
                directory, retention, port, heapMib, jitMode, partitionCount, startTimeout, properties);
    }

    public KafkaBrokerOptions withPartitionCount(int partitionCount) {
        return new KafkaBrokerOptions(
                directory, retention, port, heapMib, jitMode, partitionCount, startTimeout, properties);
    }

    public KafkaBrokerOptions withStartTimeout(Duration startTimeout) {
        return new KafkaBrokerOptions(
                directory, retention, port, heapMib, jitMode, partitionCount, startTimeout, properties);
    }

    /** Adds one broker setting, or replaces it. The settings are those of Kafka's server.properties. */
    public KafkaBrokerOptions withProperty(String name, String value) {
        Map<String, String> changed = new HashMap<>(properties);
        changed.put(name, value);
        return new KafkaBrokerOptions(
                directory, retention, port, heapMib, jitMode, partitionCount, startTimeout, changed);
    }

    private static void require(boolean holds, String rule, Object actual) {
        if (!holds) {
            throw new IllegalArgumentException(rule + ": actual=" + actual);
        }
    }
}
