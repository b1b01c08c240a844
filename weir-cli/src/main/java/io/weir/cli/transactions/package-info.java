/** {@code weir transactions}: what of a job's output is unsettled, and what a person does about it. */
@NullMarked
package io.weir.cli.transactions;

import org.jspecify.annotations.NullMarked;
