package io.weir.broker;

import org.jspecify.annotations.Nullable;

/**
 * One broker for all tests of a JVM: the first to ask starts it, and it ends with the JVM. Who shares it must
 * use topics and transactional ids of its own; who kills or pauses a broker needs {@link KafkaBroker} instead.
 *
 * <p>Threading: Thread-safe.
 */
public final class SharedBroker {

    private static @Nullable KafkaBroker broker;

    private SharedBroker() {}

    /** The address for clients, {@code 127.0.0.1:port}. The first call waits for the broker's start. */
    public static synchronized String bootstrapServers() {
        if (broker == null) {
            broker = KafkaBroker.start(KafkaBrokerOptions.defaults());
        }
        return broker.bootstrapServers();
    }
}
