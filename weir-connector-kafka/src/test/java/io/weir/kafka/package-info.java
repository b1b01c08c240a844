/** Tests of the Kafka connector; those named IT use a real broker. */
@NullMarked
package io.weir.kafka;

import org.jspecify.annotations.NullMarked;
