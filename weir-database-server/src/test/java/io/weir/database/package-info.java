/** Tests with real processes (the classes named IT) and without. */
@NullMarked
package io.weir.database;

import org.jspecify.annotations.NullMarked;
