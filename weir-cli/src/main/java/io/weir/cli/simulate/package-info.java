/** {@code weir simulate}: whole jobs in a simulated world, from seeds. */
@NullMarked
package io.weir.cli.simulate;

import org.jspecify.annotations.NullMarked;
