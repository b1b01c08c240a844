package io.weir.broker;

import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.util.Map;
import java.util.Properties;

/**
 * The broker's server.properties: one node that is broker and controller, on the loopback interface only.
 *
 * <p>Threading: Immutable.
 *
 * @param brokerPort the port that clients connect to
 * @param controllerPort the port of the metadata quorum, which has this one member
 */
record BrokerSettings(int brokerPort, int controllerPort, int partitionCount, Map<String, String> overrides) {

    private static final Map<String, String> FIXED = Map.ofEntries(
            Map.entry("process.roles", "broker,controller"),
            Map.entry("node.id", "1"),
            Map.entry("controller.listener.names", "CONTROLLER"),
            Map.entry("inter.broker.listener.name", "CLIENTS"),
            Map.entry("listener.security.protocol.map", "CLIENTS:PLAINTEXT,CONTROLLER:PLAINTEXT"),
            // There is one broker to replicate to, and each partition of an internal topic costs time at start.
            Map.entry("default.replication.factor", "1"),
            Map.entry("offsets.topic.replication.factor", "1"),
            Map.entry("offsets.topic.num.partitions", "4"),
            Map.entry("transaction.state.log.replication.factor", "1"),
            Map.entry("transaction.state.log.min.isr", "1"),
            Map.entry("transaction.state.log.num.partitions", "4"),
            Map.entry("share.coordinator.state.topic.replication.factor", "1"),
            Map.entry("share.coordinator.state.topic.min.isr", "1"),
            Map.entry("share.coordinator.state.topic.num.partitions", "1"),
            Map.entry("group.initial.rebalance.delay.ms", "0"),
            // The controller refuses a killed broker's next incarnation until the session of the last one ends:
            // with Kafka's 9 s, a restart takes 11 s.
            Map.entry("broker.session.timeout.ms", "2000"),
            Map.entry("broker.heartbeat.interval.ms", "300"),
            // Kafka's 128 MiB would be a third of the heap.
            Map.entry("log.cleaner.dedupe.buffer.size", "4194304"));

    BrokerSettings {
        overrides = Map.copyOf(overrides);
    }

    void write(BrokerDirectory directory) throws IOException {
        Properties settings = new Properties();
        settings.putAll(FIXED);
        String host = LoopbackPorts.HOST;
        settings.setProperty(
                "listeners", "CLIENTS://" + host + ":" + brokerPort + ",CONTROLLER://" + host + ":" + controllerPort);
        settings.setProperty("controller.quorum.voters", "1@" + host + ":" + controllerPort);
        settings.setProperty("log.dirs", directory.dataDirectory().toString());
        settings.setProperty("num.partitions", Integer.toString(partitionCount));
        settings.putAll(overrides);
        try (Writer writer = Files.newBufferedWriter(directory.settingsFile())) {
            settings.store(writer, null);
        }
    }
}
