/** Requests to the outside that a stage makes for its records without waiting for each. */
@NullMarked
package io.weir.async;

import org.jspecify.annotations.NullMarked;
