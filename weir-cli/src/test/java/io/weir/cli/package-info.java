/** Tests of the command. */
package io.weir.cli;
