/**
 * Sources and sinks without an outside system: a generator, a list, a sink in memory, and sinks that print or discard.
 */
@NullMarked
package io.weir.basic;

import org.jspecify.annotations.NullMarked;
