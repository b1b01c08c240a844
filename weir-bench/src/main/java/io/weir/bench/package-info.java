/** Benchmarks: the same work by Weir and by a loop written by hand, side by side. */
@NullMarked
package io.weir.bench;

import org.jspecify.annotations.NullMarked;
