package io.weir.database;

/**
 * Which server to run. Both keep what they have committed through a SIGKILL: their durability settings are those that they ship with.
 *
 * <p>Threading: Immutable.
 */
public enum DatabaseProduct {
    /** PostgreSQL 18. {@code max_prepared_transactions} is 0 and {@code wal_level} is {@code replica} unless set otherwise. */
    POSTGRESQL,
    /** MariaDB 11.4 with InnoDB, without a binary log unless {@code log-bin} is set. */
    MARIADB;

    Distribution distribution() {
        return switch (this) {
            case POSTGRESQL -> new PostgresDistribution();
            case MARIADB -> new MariaDbDistribution();
        };
    }
}
