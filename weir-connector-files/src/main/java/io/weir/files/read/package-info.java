/** How the records of a file are found and decoded: the seam for formats, and those that are text. */
@NullMarked
package io.weir.files.read;

import org.jspecify.annotations.NullMarked;
