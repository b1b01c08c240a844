package io.weir.proof.simulation;

import io.weir.graph.Collector;
import io.weir.graph.KeyedProcessFunction;
import io.weir.proof.workload.Result;

/**
 * Passes results on, none of which may be late: what a watermark lets go comes before it.
 *
 * <p>Threading: confined to one task.
 */
final class InTime implements KeyedProcessFunction<Long, Result, Result> {

    @Override
    public void process(Result result, Context<Long> context, Collector<Result> out) {
        check(result, context);
        out.collect(result);
    }

    /** Fails the attempt if a result is late. */
    static void check(Result result, Context<Long> context) {
        if (context.timestamp() <= context.currentWatermark()) {
            throw new IllegalStateException("T4: the result " + result + " at " + context.timestamp()
                    + " comes behind the watermark " + context.currentWatermark());
        }
    }
}
