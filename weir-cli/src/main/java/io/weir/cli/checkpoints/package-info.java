/** {@code weir checkpoints} and {@code weir state}: reads what jobs have decided, whether they run or not. */
@NullMarked
package io.weir.cli.checkpoints;

import org.jspecify.annotations.NullMarked;
