/** How values become bytes and come back: the interface, and the built-in record codec. */
@NullMarked
package io.weir.serde;

import org.jspecify.annotations.NullMarked;
