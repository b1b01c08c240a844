/** The queries of NEXMark in Flink's DataStream API. */
@NullMarked
package io.weir.bench.flink.nexmark;

import org.jspecify.annotations.NullMarked;
