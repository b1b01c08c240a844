package io.weir.bench.jet;

import com.hazelcast.config.Config;
import com.hazelcast.config.JoinConfig;
import com.hazelcast.config.NetworkConfig;
import com.hazelcast.core.Hazelcast;
import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.jet.config.JobConfig;
import com.hazelcast.jet.config.ProcessingGuarantee;
import java.time.Duration;

/**
 * Hazelcast in this JVM, as the benchmarks use it: one member with Jet, on loopback, which looks for no others; without metrics, without a call home.
 *
 * <p>Threading: stateless.
 */
public final class LocalJet {

    private static final String LOOPBACK = "127.0.0.1";

    private LocalJet() {}

    /** Starts a member; its cooperative threads are as many as there are cores, which is the default. */
    public static HazelcastInstance start() {
        Config config = new Config();
        config.setProperty("hazelcast.logging.type", "slf4j");
        config.setProperty("hazelcast.phone.home.enabled", "false");
        config.setProperty("hazelcast.health.monitoring.level", "OFF");
        config.setProperty("hazelcast.jmx", "false");
        config.setProperty("hazelcast.socket.bind.any", "false");
        config.getMetricsConfig().setEnabled(false);
        NetworkConfig network = config.getNetworkConfig();
        network.getInterfaces().setEnabled(true).addInterface(LOOPBACK);
        JoinConfig join = network.getJoin();
        join.getAutoDetectionConfig().setEnabled(false);
        join.getMulticastConfig().setEnabled(false);
        // There is nobody to keep a copy.
        config.getJetConfig().setEnabled(true).setBackupCount(0);
        return Hazelcast.newHazelcastInstance(config);
    }

    /** Returns the settings of a job: exactly once, with a snapshot in the memory of the member at each interval. */
    public static JobConfig exactlyOnce(Duration interval) {
        return new JobConfig()
                .setProcessingGuarantee(ProcessingGuarantee.EXACTLY_ONCE)
                .setSnapshotIntervalMillis(interval.toMillis())
                .setMetricsEnabled(false)
                .setAutoScaling(false);
    }
}
