/** The workloads of the benchmarks in Hazelcast Jet, each in one JVM with one member. */
@NullMarked
package io.weir.bench.jet;

import org.jspecify.annotations.NullMarked;
