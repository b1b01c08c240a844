/** Java records as rows: their components, how one is taken apart and made. */
@NullMarked
package io.weir.files.shape;

import org.jspecify.annotations.NullMarked;
