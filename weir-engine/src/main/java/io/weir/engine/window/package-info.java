/** Windows of any kind: those that differ from key to key, as sessions do, and those whose assigner or trigger is the user's. */
@NullMarked
package io.weir.engine.window;

import org.jspecify.annotations.NullMarked;
