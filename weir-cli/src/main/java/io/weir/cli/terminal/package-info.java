/** How the commands read and write what people type and read. */
@NullMarked
package io.weir.cli.terminal;

import org.jspecify.annotations.NullMarked;
