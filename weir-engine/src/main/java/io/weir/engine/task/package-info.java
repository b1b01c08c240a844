/** Cooperative tasks: sources and chains that run in bounded steps, and their mailboxes. */
@NullMarked
package io.weir.engine.task;

import org.jspecify.annotations.NullMarked;
