/** Joins of two keyed streams by event time. */
@NullMarked
package io.weir.join;

import org.jspecify.annotations.NullMarked;
