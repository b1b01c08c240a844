/** The command {@code weir dead-letters}: shows records that jobs could not take, and replays them. */
@NullMarked
package io.weir.cli.deadletters;

import org.jspecify.annotations.NullMarked;
