package io.weir.bench;

/** The workloads without an outside system. */
public enum ChainWorkload {
    /** Generate, map (value * 3 + 1), filter ((value &amp; 7) != 0), discard. */
    W1,
    /** Generate, divide by key, a running sum of each key, discard. */
    W2,
    /** Generate with event time, divide by key, the sum of each key in each second of event time, discard. */
    W3
}
