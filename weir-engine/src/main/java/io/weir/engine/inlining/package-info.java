/** What helps the JIT compiler to inline what is hot. */
@NullMarked
package io.weir.engine.inlining;

import org.jspecify.annotations.NullMarked;
