/** Records that could not be decoded, processed or written, and where they go. */
@NullMarked
package io.weir.deadletter;

import org.jspecify.annotations.NullMarked;
