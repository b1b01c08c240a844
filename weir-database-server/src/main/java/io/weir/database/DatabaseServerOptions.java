package io.weir.database;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a {@link DatabaseServer} is started with. Each {@code with} method returns a changed copy.
 *
 * <p>Threading: Immutable.
 *
 * @param product which server
 * @param port the port, 1 to 65535, or 0 to choose a free one
 * @param startTimeout how long the server may take until it answers, also after a kill, when it recovers
 * @param settings server settings that override those of this module, in the server's own names: {@code max_prepared_transactions},
 *     {@code innodb-log-file-size}
 */
public record DatabaseServerOptions(
        DatabaseProduct product, int port, Duration startTimeout, Map<String, String> settings) {

    private static final int PORT_MAX = 65_535;

    public DatabaseServerOptions {
        if (port < 0 || port > PORT_MAX) {
            throw new IllegalArgumentException("port must be 0 to " + PORT_MAX + ": actual=" + port);
        }
        if (startTimeout.isNegative() || startTimeout.isZero()) {
            throw new IllegalArgumentException("startTimeout must be positive: actual=" + startTimeout);
        }
        settings = Map.copyOf(settings);
    }

    /** A server on a free port, with its own default settings, started within 60 s. */
    public static DatabaseServerOptions of(DatabaseProduct product) {
        return new DatabaseServerOptions(product, 0, Duration.ofSeconds(60), Map.of());
    }

    /** {@link #of} PostgreSQL. */
    public static DatabaseServerOptions postgresql() {
        return of(DatabaseProduct.POSTGRESQL);
    }

    /** {@link #of} MariaDB. */
    public static DatabaseServerOptions mariadb() {
        return of(DatabaseProduct.MARIADB);
    }

    public DatabaseServerOptions withPort(int port) {
        return new DatabaseServerOptions(product, port, startTimeout, settings);
    }

    public DatabaseServerOptions withStartTimeout(Duration startTimeout) {
        return new DatabaseServerOptions(product, port, startTimeout, settings);
    }

    /** Adds one server setting, or replaces it. */
    public DatabaseServerOptions withSetting(String name, String value) {
        Map<String, String> changed = new LinkedHashMap<>(settings);
        changed.put(name, value);
        return new DatabaseServerOptions(product, port, startTimeout, changed);
    }
}
