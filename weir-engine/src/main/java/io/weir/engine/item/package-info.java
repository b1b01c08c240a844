/** What flows between tasks: batches of records, and the control events between them. */
@NullMarked
package io.weir.engine.item;

import org.jspecify.annotations.NullMarked;
