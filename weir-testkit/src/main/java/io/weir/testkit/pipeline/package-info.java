/** Tests whole pipelines of users: the real engine under virtual time, with sources and sinks that the test holds in its hands, and crashes. */
@NullMarked
package io.weir.testkit.pipeline;

import org.jspecify.annotations.NullMarked;
