package io.weir.bench.flink.nexmark;

import io.weir.bench.nexmark.Bid;
import io.weir.bench.nexmark.Event;
import io.weir.bench.nexmark.Q18LastBid;
import io.weir.bench.nexmark.Q18LastBid.LastBid;
import io.weir.bench.nexmark.Q19TopBids.TopBids;
import java.util.List;
import java.util.Objects;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;
import org.jspecify.annotations.Nullable;

/** The last and the best bids of each key. */
final class FlinkBids {

    private FlinkBids() {}

    static DataStream<LastBid> last(DataStream<Event> events) {
        return FlinkQueries.bids(events)
                .keyBy(Q18LastBid::key)
                .process(
                        new RunningAggregate<Long, Bid, Bid, LastBid>(
                                FormatType.BID,
                                (before, bid) -> before == null || bid.isLaterThan(before) ? bid : before,
                                (bid, after, out) -> out.collect(new LastBid(after))),
                        FormatType.result());
    }

    static DataStream<TopBids> top(DataStream<Event> events) {
        return FlinkQueries.bids(events).keyBy(Bid::auction).process(new TopTen(), FormatType.result());
    }

    /** Threading: confined to its task. */
    private static final class TopTen extends KeyedProcessFunction<Long, Bid, TopBids> {

        private static final long serialVersionUID = 1;

        private transient @Nullable ValueState<List<Bid>> top;

        @Override
        public void open(OpenContext context) {
            top = getRuntimeContext().getState(new ValueStateDescriptor<>("top", Types.LIST(FormatType.BID)));
        }

        @Override
        public void processElement(Bid bid, Context context, Collector<TopBids> out) throws Exception {
            ValueState<List<Bid>> state = Objects.requireNonNull(top);
            List<Bid> bids = state.value();
            TopBids before = bids == null ? null : new TopBids(bid.auction(), bids);
            if (before == null || before.admits(bid)) {
                TopBids after = before == null ? TopBids.of(bid) : before.plus(bid);
                state.update(after.bids());
                out.collect(after);
            }
        }
    }
}
