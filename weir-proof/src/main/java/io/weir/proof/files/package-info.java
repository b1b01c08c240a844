/** A sink of files on a simulated disk: pending files that a commit gives their names. */
@NullMarked
package io.weir.proof.files;

import org.jspecify.annotations.NullMarked;
