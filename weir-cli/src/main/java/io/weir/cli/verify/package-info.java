/**
 * The crash test: a job is killed, stopped and replaced, and its broker killed and stopped, at random and at every step of the protocol; then a check that
 * uses nothing of Weir compares its committed output with what went in.
 */
@NullMarked
package io.weir.cli.verify;

import org.jspecify.annotations.NullMarked;
