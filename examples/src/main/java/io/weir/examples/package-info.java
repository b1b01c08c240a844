/** Small programs to copy from. */
@NullMarked
package io.weir.examples;

import org.jspecify.annotations.NullMarked;
