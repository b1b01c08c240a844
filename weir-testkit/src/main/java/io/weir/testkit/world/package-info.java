/** A world of one thread and one seed for whole jobs: its clock, its scheduler, its disk. */
@NullMarked
package io.weir.testkit.world;

import org.jspecify.annotations.NullMarked;
