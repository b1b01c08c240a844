/** The built-in operators, and how they are fused into chains. */
@NullMarked
package io.weir.engine.operator;

import org.jspecify.annotations.NullMarked;
