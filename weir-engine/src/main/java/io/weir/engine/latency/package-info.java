/** How long it takes from a record to its result: when records were read, and how they are counted when their output is committed. */
@NullMarked
package io.weir.engine.latency;

import org.jspecify.annotations.NullMarked;
