/** The workloads of the benchmarks in Apache Flink, each in one JVM with all of Flink. */
@NullMarked
package io.weir.bench.flink;

import org.jspecify.annotations.NullMarked;
