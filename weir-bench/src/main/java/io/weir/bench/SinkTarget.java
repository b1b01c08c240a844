package io.weir.bench;

import java.util.Locale;

/** The sinks that are compared with a writer by hand, and how many records make a run of some seconds. */
enum SinkTarget {
    POSTGRESQL_INSERT("PostgreSQL, insert", Server.POSTGRESQL, 300_000),
    POSTGRESQL_UPSERT("PostgreSQL, upsert", Server.POSTGRESQL, 200_000),
    MARIADB_INSERT("MariaDB, insert", Server.MARIADB, 300_000),
    SQLITE("SQLite, insert", Server.NONE, 600_000),
    LINES("files, lines", Server.NONE, 4_000_000),
    CSV_GZIP("files, CSV, gzip", Server.NONE, 500_000),
    PARQUET("files, Parquet", Server.NONE, 600_000),
    KAFKA("Kafka", Server.KAFKA, 1_500_000),
    WRITE_AHEAD("write-ahead, to a file", Server.NONE, 5_000_000);

    private final String label;
    private final Server server;
    private final long records;

    /** What has to run. */
    enum Server {
        NONE,
        POSTGRESQL,
        MARIADB,
        KAFKA
    }

    SinkTarget(String label, Server server, long records) {
        this.label = label;
        this.server = server;
        this.records = records;
    }

    String label() {
        return label;
    }

    Server server() {
        return server;
    }

    long records() {
        return records;
    }

    boolean isUpsert() {
        return this == POSTGRESQL_UPSERT;
    }

    /** Returns whether the sink can also stream into prepared transactions. */
    boolean canPrepare() {
        return this == POSTGRESQL_INSERT || this == MARIADB_INSERT;
    }

    /** Returns its name on the command line. */
    String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
