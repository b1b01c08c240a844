/** Approximate aggregates of bounded size. */
@NullMarked
package io.weir.sketches;

import org.jspecify.annotations.NullMarked;
