/** A user's class with a pipeline, which commands load. */
@NullMarked
package io.weir.cli.pipeline;

import org.jspecify.annotations.NullMarked;
