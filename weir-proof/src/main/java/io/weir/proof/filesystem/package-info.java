/** A simulated volume as a file system of the JDK, for connectors that reach files by paths. */
@NullMarked
package io.weir.proof.filesystem;

import org.jspecify.annotations.NullMarked;
