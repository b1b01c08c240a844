/**
 * Apache Kafka as a source and as a sink, exactly once with public client API only. {@link io.weir.kafka.KafkaSource} and
 * {@link io.weir.kafka.KafkaSink} are where to begin; docs/connectors/kafka.md says how the promise is kept.
 */
@NullMarked
package io.weir.kafka;

import org.jspecify.annotations.NullMarked;
