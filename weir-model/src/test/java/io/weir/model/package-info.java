/** Checks the model of the protocol: the model itself is in {@code src/test/tla}, and docs/model.md explains it. */
@NullMarked
package io.weir.model;

import org.jspecify.annotations.NullMarked;
