/** Whole jobs in a simulated world, and the evidence that follows from them. */
@NullMarked
package io.weir.proof;

import org.jspecify.annotations.NullMarked;
