/** The checkpoint journal: frames, manifests and bases on a store that may crash at any moment. */
@NullMarked
package io.weir.engine.journal;

import org.jspecify.annotations.NullMarked;
