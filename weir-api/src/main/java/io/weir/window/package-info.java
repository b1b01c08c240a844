/** How a keyed stream is divided into windows, and when their results are emitted. The names are Flink's. */
@NullMarked
package io.weir.window;

import org.jspecify.annotations.NullMarked;
