/** State as JSON, through Jackson. */
@NullMarked
package io.weir.json;

import org.jspecify.annotations.NullMarked;
