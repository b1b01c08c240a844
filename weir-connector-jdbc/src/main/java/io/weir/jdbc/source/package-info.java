/**
 * Databases with JDBC as a source, exactly once: {@link io.weir.jdbc.source.JdbcSource} reads a table or query from end to end, and
 * {@link io.weir.jdbc.source.JdbcPollingSource} asks it again and again for newer rows. docs/connectors/jdbc-source.md says what each of them sees.
 */
@NullMarked
package io.weir.jdbc.source;

import org.jspecify.annotations.NullMarked;
