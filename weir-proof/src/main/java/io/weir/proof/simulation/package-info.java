/** Whole jobs in a simulated world, with every fault, from one seed. */
@NullMarked
package io.weir.proof.simulation;

import org.jspecify.annotations.NullMarked;
