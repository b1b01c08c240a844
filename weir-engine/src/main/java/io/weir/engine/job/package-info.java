/** A job's life: attempts, recovery, restart strategies, and the façade that users start it with. */
@NullMarked
package io.weir.engine.job;

import org.jspecify.annotations.NullMarked;
