/** The judgement of the guard: ratios that were recorded, and whether new ones are far below. Measures nothing itself. */
@NullMarked
package io.weir.bench.guard;

import org.jspecify.annotations.NullMarked;
