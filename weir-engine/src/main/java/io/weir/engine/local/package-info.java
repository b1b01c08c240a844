/** The production side of the ports: files, threads and clocks of this machine. */
@NullMarked
package io.weir.engine.local;

import org.jspecify.annotations.NullMarked;
