package io.weir.bench.flink.nexmark;

import io.weir.bench.nexmark.Event;
import io.weir.bench.nexmark.Result;
import org.apache.flink.streaming.api.datastream.DataStream;

/** A query as operators of Flink's DataStream API. */
@FunctionalInterface
interface FlinkQuery {

    /** @param events all of them, with event time */
    DataStream<? extends Result> on(DataStream<Event> events);
}
