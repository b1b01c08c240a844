/** How records become the bytes of files: {@link io.weir.files.FileFormat} is where to begin. */
@NullMarked
package io.weir.files;

import org.jspecify.annotations.NullMarked;
