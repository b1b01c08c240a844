/** What the engine lends to connectors in place of threads and clocks of their own. */
@NullMarked
package io.weir.runtime;

import org.jspecify.annotations.NullMarked;
