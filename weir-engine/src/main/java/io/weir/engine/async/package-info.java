/** Requests to the outside: the records that wait for their results, in line with control events. */
@NullMarked
package io.weir.engine.async;

import org.jspecify.annotations.NullMarked;
