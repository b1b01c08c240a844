/** The place of {@code weir bench} among the commands. */
@NullMarked
package io.weir.cli.bench;

import org.jspecify.annotations.NullMarked;
