/** Aggregates that are often needed, each with its accumulator. */
@NullMarked
package io.weir.aggregate;

import org.jspecify.annotations.NullMarked;
