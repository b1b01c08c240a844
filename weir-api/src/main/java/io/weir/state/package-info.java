/** Keyed state, as a user's function sees it. */
@NullMarked
package io.weir.state;

import org.jspecify.annotations.NullMarked;
