/** Reads the checkpoints of jobs that run or do not run, for people and tools. */
@NullMarked
package io.weir.engine.inspect;

import org.jspecify.annotations.NullMarked;
