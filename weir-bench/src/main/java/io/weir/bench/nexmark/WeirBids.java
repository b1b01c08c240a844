package io.weir.bench.nexmark;

import io.weir.bench.nexmark.Q18LastBid.LastBid;
import io.weir.bench.nexmark.Q19TopBids.TopBids;
import io.weir.graph.Collector;
import io.weir.graph.KeyedProcessFunction;
import io.weir.pipeline.Stream;
import io.weir.serde.Serdes;
import io.weir.state.StateRegistry;
import io.weir.state.ValueState;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The last and the best bids of each key. */
final class WeirBids {

    private WeirBids() {}

    /** {@link Q18LastBid}. */
    static Stream<LastBid> last(Stream<Event> events) {
        return WeirQueries.bids(events)
                .keyByLong(Q18LastBid::key)
                .reduce("last", Bid.class, (last, next) -> next.isLaterThan(last) ? next : last)
                .map(LastBid::new);
    }

    /** {@link Q19TopBids}. */
    static Stream<TopBids> top(Stream<Event> events) {
        return WeirQueries.bids(events).keyByLong(Bid::auction).process("top", TopTen::new);
    }

    /** Threading: confined to its task. */
    private static final class TopTen implements KeyedProcessFunction<Long, Bid, TopBids> {

        private @Nullable ValueState<TopBids> top;

        @Override
        public void open(StateRegistry states) {
            top = states.valueState("top", Serdes.unchanging(Serdes.of(TopBids.class)));
        }

        @Override
        public void process(Bid bid, Context<Long> context, Collector<TopBids> out) {
            ValueState<TopBids> state = Objects.requireNonNull(top);
            TopBids before = state.value();
            if (before == null || before.admits(bid)) {
                TopBids after = before == null ? TopBids.of(bid) : before.plus(bid);
                state.update(after);
                out.collect(after);
            }
        }
    }
}
