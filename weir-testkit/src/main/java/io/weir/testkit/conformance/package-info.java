/**
 * The conformance kit for connectors: extend {@link io.weir.testkit.conformance.SinkConformance} or {@link io.weir.testkit.conformance.SourceConformance}, and
 * every fact that exactly-once asks of a sink or a source is a test.
 */
@NullMarked
package io.weir.testkit.conformance;

import org.jspecify.annotations.NullMarked;
