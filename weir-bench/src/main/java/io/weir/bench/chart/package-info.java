/** Charts as SVG. Knows nothing of benchmarks. */
@NullMarked
package io.weir.bench.chart;

import org.jspecify.annotations.NullMarked;
