/** NEXMark: the events of an auction house, queries over them, each query's plain batch computation, and the queries in Weir. See docs/nexmark.md. */
@NullMarked
package io.weir.bench.nexmark;

import org.jspecify.annotations.NullMarked;
