/** Benchmarks: the same work by Weir, by a loop written by hand, and in part by other engines, side by side. */
@NullMarked
package io.weir.bench;

import org.jspecify.annotations.NullMarked;
