/** Tests of the JDBC source; those named IT use real servers. */
@NullMarked
package io.weir.jdbc.source;

import org.jspecify.annotations.NullMarked;
