/** The checkpoint coordinator: when a barrier starts, and when a checkpoint is decided. */
@NullMarked
package io.weir.engine.checkpoint;

import org.jspecify.annotations.NullMarked;
