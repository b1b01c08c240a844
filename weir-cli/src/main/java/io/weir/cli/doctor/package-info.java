/** {@code weir doctor}: checks all that a start depends on, without starting. */
@NullMarked
package io.weir.cli.doctor;

import org.jspecify.annotations.NullMarked;
