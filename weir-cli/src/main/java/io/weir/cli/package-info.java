/** The {@code weir} command: its subcommands, its exit statuses and the form of its errors. */
@NullMarked
package io.weir.cli;

import org.jspecify.annotations.NullMarked;
