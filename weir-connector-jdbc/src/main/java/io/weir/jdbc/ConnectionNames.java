package io.weir.jdbc;

import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** The names by which the connections of an attempt are found, see {@link PreparedTransactions#name}. */
final class ConnectionNames {

    /** A name is free when a recovery has ended its holders; if not, another attempt has taken over or will. */
    static final int SECONDS_MAX = 5;

    private ConnectionNames() {}

    /** Returns the error of a connection whose name was not free in time. */
    static SQLException taken(String name, @Nullable SQLException cause) {
        return new SQLException(
                "another connection has the name " + name
                        + ": another attempt of this job is running, or one of this attempt's has broken and the server does not know yet; a start ends both",
                cause);
    }
}
