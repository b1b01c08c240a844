/** The logical graph that a pipeline is made of, read by the runtimes that execute it. */
@NullMarked
package io.weir.graph;

import org.jspecify.annotations.NullMarked;
