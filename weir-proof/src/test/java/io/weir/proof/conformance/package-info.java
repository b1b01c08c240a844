/** What reality does must be among what the simulation can do: real runs, and the search for simulated ones that give the same. */
@NullMarked
package io.weir.proof.conformance;

import org.jspecify.annotations.NullMarked;
