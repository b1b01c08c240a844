@NullMarked
package io.weir.cli.deadletters;

import org.jspecify.annotations.NullMarked;
