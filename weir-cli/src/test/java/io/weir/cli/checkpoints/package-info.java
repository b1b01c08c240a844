@NullMarked
package io.weir.cli.checkpoints;

import org.jspecify.annotations.NullMarked;
