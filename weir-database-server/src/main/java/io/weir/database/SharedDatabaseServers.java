package io.weir.database;

import java.util.EnumMap;
import java.util.Map;

/**
 * One server of a product for all tests of a JVM: the first to ask starts it, with default settings, and it ends with the JVM. Who shares it must use tables of
 * its own; who kills or suspends a server needs {@link DatabaseServer} instead.
 *
 * <p>Threading: Thread-safe.
 */
public final class SharedDatabaseServers {

    private static final Map<DatabaseProduct, DatabaseServer> SERVERS = new EnumMap<>(DatabaseProduct.class);

    private SharedDatabaseServers() {}

    /** The server, which must not be closed. The first call for a product waits for its start. */
    public static synchronized DatabaseServer of(DatabaseProduct product) {
        return SERVERS.computeIfAbsent(product, first -> DatabaseServer.start(DatabaseServerOptions.of(first)));
    }
}
