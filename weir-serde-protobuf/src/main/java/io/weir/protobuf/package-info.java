/** State as Protocol Buffers messages. */
@NullMarked
package io.weir.protobuf;

import org.jspecify.annotations.NullMarked;
