/** Keyed state tables and their delta snapshots. */
@NullMarked
package io.weir.engine.state;

import org.jspecify.annotations.NullMarked;
