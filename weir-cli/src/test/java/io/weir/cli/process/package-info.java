/** Tests of what the commands have in common. */
package io.weir.cli.process;
