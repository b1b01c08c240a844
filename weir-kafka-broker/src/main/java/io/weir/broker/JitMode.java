package io.weir.broker;

import java.util.List;

/**
 * How the broker's JVM compiles and collects: for a quick start, or for throughput.
 *
 * <p>Threading: Immutable.
 */
public enum JitMode {
    /** The first compiler tier and the serial collector: the least time and memory until the broker answers. */
    QUICK_START {
        @Override
        List<String> flags(int heapMib) {
            return List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xmx" + heapMib + "m");
        }
    },
    /** All compiler tiers, the JVM's own choice of collector, and the whole heap from the start: for benchmarks. */
    FULL {
        @Override
        List<String> flags(int heapMib) {
            return List.of("-Xms" + heapMib + "m", "-Xmx" + heapMib + "m");
        }
    };

    abstract List<String> flags(int heapMib);
}
