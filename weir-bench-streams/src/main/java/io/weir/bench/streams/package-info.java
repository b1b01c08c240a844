/** The workloads of the benchmarks in Kafka Streams. */
@NullMarked
package io.weir.bench.streams;

import org.jspecify.annotations.NullMarked;
