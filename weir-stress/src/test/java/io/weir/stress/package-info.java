/**
 * Runs jcstress, Lincheck and threads on what Weir's threads share, and on mutants of it.
 */
@NullMarked
package io.weir.stress;

import org.jspecify.annotations.NullMarked;
