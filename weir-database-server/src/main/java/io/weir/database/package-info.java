/**
 * Real PostgreSQL and MariaDB servers in child processes on the loopback interface, for tests, demonstrations and
 * benchmarks. Start with {@link io.weir.database.DatabaseServer}.
 *
 * <p>Needs Linux on x86-64 with {@code sh}, {@code tar}, {@code cp} and util-linux ({@code setsid}, {@code setpriv}), which every Debian has. The programs
 * of the servers come from Maven Central and are never on the class path of a module that depends on this one.
 */
@NullMarked
package io.weir.database;

import org.jspecify.annotations.NullMarked;
