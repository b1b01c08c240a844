/**
 * A real Apache Kafka broker in a child process on the loopback interface, for tests, demonstrations and
 * benchmarks. Start with {@link io.weir.broker.KafkaBroker}.
 *
 * <p>Nothing but the JDK is needed to use this package: the broker's own libraries are on the class path of
 * the child process only.
 */
@NullMarked
package io.weir.broker;

import org.jspecify.annotations.NullMarked;
