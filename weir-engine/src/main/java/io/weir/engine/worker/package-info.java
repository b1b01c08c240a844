/** The threads that run tasks, and how they idle. */
@NullMarked
package io.weir.engine.worker;

import org.jspecify.annotations.NullMarked;
