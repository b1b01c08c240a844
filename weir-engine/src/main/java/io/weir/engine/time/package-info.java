/** Event time inside the engine: how watermarks of several inputs become one. */
@NullMarked
package io.weir.engine.time;

import org.jspecify.annotations.NullMarked;
