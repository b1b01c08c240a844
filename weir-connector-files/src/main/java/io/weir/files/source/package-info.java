/** The source for files: which there are, who reads what of them, and how far. */
@NullMarked
package io.weir.files.source;

import org.jspecify.annotations.NullMarked;
