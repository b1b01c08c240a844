/** From the logical graph to the fused physical plan. */
@NullMarked
package io.weir.engine.plan;

import org.jspecify.annotations.NullMarked;
