package io.weir.testkit.conformance;

/** What a sink must keep to, as a check of a fresh case. */
@FunctionalInterface
interface SinkFact<T, C> {

    void check(SinkCase<T, C> fresh) throws Exception;
}
