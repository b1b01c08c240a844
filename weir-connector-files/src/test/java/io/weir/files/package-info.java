/** Tests of file formats. */
@NullMarked
package io.weir.files;

import org.jspecify.annotations.NullMarked;
