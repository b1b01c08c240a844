/** What the commands have in common that run a job in a process of its own: the process, its protocol, and the end of all that was started. */
@NullMarked
package io.weir.cli.process;

import org.jspecify.annotations.NullMarked;
