/**
 * Databases with JDBC as a sink, exactly once with ordinary transactions. {@link io.weir.jdbc.JdbcConnection} says how a database is reached, and
 * {@link io.weir.jdbc.Dialect} in which way it differs from others; docs/connectors/jdbc.md says how the promise is kept.
 */
@NullMarked
package io.weir.jdbc;

import org.jspecify.annotations.NullMarked;
