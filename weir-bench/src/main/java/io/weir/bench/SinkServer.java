package io.weir.bench;

import io.weir.broker.JitMode;
import io.weir.broker.KafkaBroker;
import io.weir.broker.KafkaBrokerOptions;
import io.weir.database.DatabaseServer;
import io.weir.database.DatabaseServerOptions;
import java.nio.file.Path;

/**
 * The server that a sink writes to, with its settings for production: what it acknowledges is on the disk, as far as it promises that.
 *
 * <p>Threading: confined to one thread.
 *
 * @param url JDBC URL, or Kafka's bootstrap servers; empty if there is no server
 * @param user its name is its password; empty if there is none
 * @param pid 0 if there is no server
 * @param closing ends it
 */
record SinkServer(String url, String user, long pid, Runnable closing) implements AutoCloseable {

    private static final int BROKER_HEAP_MIB = 1_024;

    /** @param directory for Kafka's logs */
    static SinkServer start(SinkTarget.Server kind, Path directory) {
        return switch (kind) {
            case NONE -> new SinkServer("", "", 0, () -> {});
            case POSTGRESQL -> of(DatabaseServerOptions.postgresql().withSetting("max_prepared_transactions", "64"));
            case MARIADB -> of(DatabaseServerOptions.mariadb());
            case KAFKA -> {
                KafkaBroker broker = KafkaBroker.start(KafkaBrokerOptions.defaults()
                        .withJitMode(JitMode.FULL)
                        .withHeapMib(BROKER_HEAP_MIB)
                        .withDirectory(directory.resolve("broker")));
                yield new SinkServer(broker.bootstrapServers(), "", broker.pid(), broker::close);
            }
        };
    }

    private static SinkServer of(DatabaseServerOptions options) {
        DatabaseServer server = DatabaseServer.start(options);
        return new SinkServer(server.url(), server.user(), server.pid(), server::close);
    }

    @Override
    public void close() {
        closing.run();
    }
}
