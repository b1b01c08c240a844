/** What the author of a sink implements: two-phase commit with definite outcomes. */
@NullMarked
package io.weir.sink;

import org.jspecify.annotations.NullMarked;
