/** Values of primitives as words of an array, without objects. */
@NullMarked
package io.weir.engine.flat;

import org.jspecify.annotations.NullMarked;
