/** A Kafka broker in a simulated world, below the interfaces of its own clients: transactions of the second protocol, with all that can go wrong. */
@NullMarked
package io.weir.proof.kafka;

import org.jspecify.annotations.NullMarked;
