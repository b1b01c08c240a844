/** What the engine needs of the world, in place of clocks, threads and randomness of its own. */
@NullMarked
package io.weir.engine.port;

import org.jspecify.annotations.NullMarked;
