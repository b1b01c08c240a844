package io.weir.testkit.conformance;

import io.weir.source.SourceSplit;

/** What a source must keep to, as a check of a fresh case. */
@FunctionalInterface
interface SourceFact<T, S extends SourceSplit> {

    void check(SourceCase<T, S> fresh) throws Exception;
}
