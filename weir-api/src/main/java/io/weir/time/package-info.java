/** Event time: timestamps and watermarks. */
@NullMarked
package io.weir.time;

import org.jspecify.annotations.NullMarked;
