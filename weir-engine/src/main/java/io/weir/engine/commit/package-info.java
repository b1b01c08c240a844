/** Committers, in order and off the hot path; what is in doubt. */
@NullMarked
package io.weir.engine.commit;

import org.jspecify.annotations.NullMarked;
