/** What a user writes against: pipelines, streams and functions. */
@NullMarked
package io.weir.pipeline;

import org.jspecify.annotations.NullMarked;
