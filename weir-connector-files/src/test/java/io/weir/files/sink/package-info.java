/** Tests of the file sink. */
@NullMarked
package io.weir.files.sink;

import org.jspecify.annotations.NullMarked;
