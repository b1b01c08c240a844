/** The same operations on a real Kafka broker and on the simulated one: what reality does must be among what the simulation can do. */
@NullMarked
package io.weir.proof.conformance.kafka;

import org.jspecify.annotations.NullMarked;
