/** What simulated jobs work on, and what must come out: the events, the results, and the check of one against the other. */
@NullMarked
package io.weir.proof.workload;

import org.jspecify.annotations.NullMarked;
