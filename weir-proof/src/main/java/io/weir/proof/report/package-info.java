/** What simulated runs came to, in words and figures. */
@NullMarked
package io.weir.proof.report;

import org.jspecify.annotations.NullMarked;
