package io.weir.jdbc;

import io.weir.error.WeirException;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * How a database is reached: by a JDBC URL, or by a {@link DataSource} of the user's. Passwords are never shown, logged or kept in a checkpoint.
 *
 * <pre>{@code
 * JdbcConnection.to("jdbc:postgresql://localhost:5432/shop").user("weir").password(System.getenv("SHOP_PASSWORD"))
 * }</pre>
 *
 * <p>Threading: Immutable. Each method that sets something returns a new object.
 */
public final class JdbcConnection {

    private static final Duration TIMEOUT = Duration.ofSeconds(30);

    private final @Nullable String url;
    private final @Nullable DataSource dataSource;
    private final boolean pooled;
    private final Dialect dialect;
    private final @Nullable String user;
    private final @Nullable Supplier<String> password;
    private final Map<String, String> properties;
    private final Duration timeout;

    private JdbcConnection(
            @Nullable String url,
            @Nullable DataSource dataSource,
            boolean pooled,
            Dialect dialect,
            @Nullable String user,
            @Nullable Supplier<String> password,
            Map<String, String> properties,
            Duration timeout) {
        this.url = url;
        this.dataSource = dataSource;
        this.pooled = pooled;
        this.dialect = dialect;
        this.user = user;
        this.password = password;
        this.properties = Map.copyOf(properties);
        this.timeout = timeout;
    }

    /**
     * Reaches a database by its URL, of which one of the built-in dialects must know the kind.
     *
     * @throws WeirException {@code jdbc-password-in-url} if it holds a password; {@code jdbc-dialect-unknown} if the kind of database is not known
     */
    public static JdbcConnection to(String url) {
        return to(url, Dialect.forUrl(url));
    }

    /** Reaches a database by its URL, in a dialect that is named. */
    public static JdbcConnection to(String url, Dialect dialect) {
        return new JdbcConnection(JdbcUrls.withoutPassword(url), null, false, dialect, null, null, Map.of(), TIMEOUT);
    }

    /**
     * Takes connections from a data source, which brings credentials and settings of its own. Its connections are used for long, and closed when done; a
     * pool must be prepared to lend one to each sink, and two for checks. The settings of the session stay when a pool takes one back.
     */
    public static JdbcConnection of(DataSource dataSource, Dialect dialect) {
        return new JdbcConnection(null, dataSource, true, dialect, null, null, Map.of(), TIMEOUT);
    }

    /**
     * Takes connections from a data source that makes a new one each time and ends it when it is closed, as those of the drivers do: what needs connections of its own, as prepared
     * transactions do, can have them.
     */
    public static JdbcConnection ofUnpooled(DataSource dataSource, Dialect dialect) {
        return new JdbcConnection(null, dataSource, false, dialect, null, null, Map.of(), TIMEOUT);
    }

    /** Sets the user. */
    public JdbcConnection user(String newUser) {
        return new JdbcConnection(url, dataSource, pooled, dialect, newUser, password, properties, timeout);
    }

    /** Sets the password. */
    public JdbcConnection password(String newPassword) {
        return password(() -> newPassword);
    }

    /** Sets who knows the password; asked each time a connection is made, so that it may change. */
    public JdbcConnection password(Supplier<String> newPassword) {
        return new JdbcConnection(url, dataSource, pooled, dialect, user, newPassword, properties, timeout);
    }

    /** Sets a property of the driver, such as {@code sslmode}. Never shown. */
    public JdbcConnection property(String name, String value) {
        Map<String, String> changed = new TreeMap<>(properties);
        changed.put(name, value);
        return new JdbcConnection(url, dataSource, pooled, dialect, user, password, changed, timeout);
    }

    /** Sets how long an answer of the database may take before its connection is given up; 30 s by default. Drivers that cannot do it wait for ever. */
    public JdbcConnection timeout(Duration newTimeout) {
        if (newTimeout.compareTo(Duration.ofMillis(1)) < 0 || newTimeout.compareTo(Duration.ofDays(1)) > 0) {
            throw WeirException.user(
                    "jdbc-setting",
                    "a timeout of " + newTimeout,
                    "no answer would come in time, or none would ever be late",
                    "give 1 ms to 1 day");
        }
        return new JdbcConnection(url, dataSource, pooled, dialect, user, password, properties, newTimeout);
    }

    /** Returns how long an answer may take. */
    Duration timeout() {
        return timeout;
    }

    /** Returns whether a connection that is closed is certainly gone: a data source may keep it for others. */
    boolean closesForGood() {
        return !pooled;
    }

    /** Returns the dialect of the database. */
    public Dialect dialect() {
        return dialect;
    }

    /**
     * Opens a connection, with automatic commits off. Blocks. Who opens it closes it.
     *
     * @throws WeirException {@code jdbc-driver-missing} if no driver knows the URL
     */
    public Connection open() throws SQLException {
        Connection connection = connect();
        try {
            connection.setAutoCommit(false);
            limitWaiting(connection);
            // What a pool's connection has open is not this user's work, and is not committed with the settings.
            connection.rollback();
            dialect.prepareSession(connection);
            if (!connection.getAutoCommit()) {
                connection.commit();
            }
            return connection;
        } catch (SQLException | RuntimeException e) {
            closeQuietly(connection);
            throw e;
        }
    }

    /**
     * Closes a connection whose state does not matter any more. What it has open is rolled back first: the standard leaves it to the driver what a close does
     * with it, and a pool may lend the connection to somebody else.
     */
    public static void closeQuietly(Connection connection) {
        rollBackQuietly(connection);
        try {
            connection.close();
        } catch (SQLException e) {
            // It was of no use any more.
            return;
        }
    }

    private static void rollBackQuietly(Connection connection) {
        try {
            if (!connection.getAutoCommit()) {
                connection.rollback();
            }
        } catch (SQLException e) {
            // It is broken, or its transaction is prepared: the close is all that is left.
            return;
        }
    }

    private void limitWaiting(Connection connection) {
        try {
            connection.setNetworkTimeout(Runnable::run, Math.toIntExact(timeout.toMillis()));
        } catch (SQLException | AbstractMethodError e) {
            // The driver cannot; SQLite's needs none.
            return;
        }
    }

    private Connection connect() throws SQLException {
        if (dataSource != null) {
            return user == null ? dataSource.getConnection() : dataSource.getConnection(user, askPassword());
        }
        String known = String.valueOf(url);
        Properties all = new Properties();
        timeoutsOf(known).forEach(all::setProperty);
        properties.forEach(all::setProperty);
        if (user != null) {
            all.setProperty("user", user);
        }
        if (password != null) {
            all.setProperty("password", password.get());
        }
        Connection connection = driver(known).connect(known, all);
        if (connection == null) {
            throw driverMissing();
        }
        return connection;
    }

    /** Returns the driver's properties for the timeout, but for what the URL says. */
    private Map<String, String> timeoutsOf(String known) {
        Map<String, String> timeouts = new TreeMap<>();
        if (dialect.accepts(known)) {
            timeouts.putAll(dialect.timeoutProperties(timeout));
            timeouts.keySet().removeIf(name -> known.contains(name + "="));
        }
        return timeouts;
    }

    private @Nullable String askPassword() {
        return password == null ? null : password.get();
    }

    private Driver driver(String known) throws SQLException {
        Driver driver = Drivers.of(known);
        if (driver == null) {
            throw driverMissing();
        }
        return driver;
    }

    private WeirException driverMissing() {
        return WeirException.user(
                "jdbc-driver-missing",
                "no JDBC driver knows " + this,
                "the driver is not on the class path, nor does the context class loader of thread "
                        + Thread.currentThread().getName() + " see one",
                "add the driver of " + dialect.name()
                        + " to the dependencies, or to --classpath of the command weir; Weir brings none");
    }

    /** Returns where the database is, and nothing secret. */
    @Override
    public String toString() {
        return url == null ? "a data source of " + dialect.name() : JdbcUrls.shown(url);
    }
}
