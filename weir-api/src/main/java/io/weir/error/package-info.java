/** The one exception of Weir, its stable codes, and the kinds that say whose turn it is. */
@NullMarked
package io.weir.error;

import org.jspecify.annotations.NullMarked;
