/** A replayable log in a simulated world, and its source. */
@NullMarked
package io.weir.proof.log;

import org.jspecify.annotations.NullMarked;
