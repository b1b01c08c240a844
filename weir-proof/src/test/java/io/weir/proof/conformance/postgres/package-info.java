/** The same transactions on a real PostgreSQL server and on the simulated database: what reality does must be among what the simulation can do. */
@NullMarked
package io.weir.proof.conformance.postgres;

import org.jspecify.annotations.NullMarked;
