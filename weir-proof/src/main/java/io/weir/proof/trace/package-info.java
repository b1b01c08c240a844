/** Runs small jobs of the model's shape in a simulated world, and writes what they did as behaviours that the model can be asked about. */
@NullMarked
package io.weir.proof.trace;

import org.jspecify.annotations.NullMarked;
