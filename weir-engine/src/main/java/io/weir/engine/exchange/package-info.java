/** How items get from task to task: rings, channels, partitioning, and input gates with barrier alignment. */
@NullMarked
package io.weir.engine.exchange;

import org.jspecify.annotations.NullMarked;
