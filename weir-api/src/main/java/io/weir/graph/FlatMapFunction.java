package io.weir.graph;

/** Makes any number of records of one. Must be a pure function of its argument. */
@FunctionalInterface
public interface FlatMapFunction<T, R> {

    void flatMap(T value, Collector<R> out);
}
