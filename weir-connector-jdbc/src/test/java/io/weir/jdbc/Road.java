package io.weir.jdbc;

/** The two roads to exactly-once, of servers that have both. */
enum Road {
    STAGED,
    PREPARED;

    <T> JdbcSink<T> of(JdbcSink<T> sink) {
        return this == PREPARED ? sink.prepared() : sink;
    }
}
