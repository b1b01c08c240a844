/** Tests of the JDBC connector; those named IT use real servers. */
@NullMarked
package io.weir.jdbc;

import org.jspecify.annotations.NullMarked;
