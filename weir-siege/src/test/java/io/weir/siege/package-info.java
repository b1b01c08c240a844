/** Real jobs with real sinks, killed again and again with their servers, and checked by plain clients. */
@NullMarked
package io.weir.siege;

import org.jspecify.annotations.NullMarked;
