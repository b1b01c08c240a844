/** What the author of a source implements. */
@NullMarked
package io.weir.source;

import org.jspecify.annotations.NullMarked;
