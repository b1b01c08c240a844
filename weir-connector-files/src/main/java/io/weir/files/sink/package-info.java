/**
 * Files as a sink, exactly once: pending files in a hidden directory, a ledger that says what of them is committed, and a rename that publishes. {@link
 * io.weir.files.sink.FileSink} is where to begin; docs/connectors/files.md says how the promise is kept.
 */
@NullMarked
package io.weir.files.sink;

import org.jspecify.annotations.NullMarked;
