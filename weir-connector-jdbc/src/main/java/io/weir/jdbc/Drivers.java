package io.weir.jdbc;

import java.sql.Driver;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Iterator;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import org.jspecify.annotations.Nullable;

/**
 * Finds JDBC drivers. {@link DriverManager} looks for them once in a process, by the class loader of whoever comes first, and shows nobody a driver that his own loader does not see. So where
 * programs are loaded by loaders of their own, as in the command {@code weir} and in application servers, the loaders are asked as well.
 */
final class Drivers {

    /** A loader that fails for ever must not keep the job. */
    private static final int UNUSABLE_MAX = 100;

    private Drivers() {}

    /** Returns a driver for a URL: one that DriverManager knows, else one that the thread's context loader sees, else the loader of this class; null if there is none. */
    static @Nullable Driver of(String url) throws SQLException {
        try {
            return DriverManager.getDriver(url);
        } catch (SQLException none) {
            Driver seen = seenBy(Thread.currentThread().getContextClassLoader(), url);
            return seen == null ? seenBy(Drivers.class.getClassLoader(), url) : seen;
        }
    }

    private static @Nullable Driver seenBy(@Nullable ClassLoader loader, String url) throws SQLException {
        Iterator<Driver> drivers = ServiceLoader.load(Driver.class, loader).iterator();
        for (int unusable = 0; unusable < UNUSABLE_MAX; unusable++) {
            try {
                while (drivers.hasNext()) {
                    Driver driver = drivers.next();
                    if (driver.acceptsURL(url)) {
                        return driver;
                    }
                }
                return null;
            } catch (ServiceConfigurationError e) {
                // A driver that cannot be loaded is none; the next may do.
                continue;
            }
        }
        return null;
    }
}
