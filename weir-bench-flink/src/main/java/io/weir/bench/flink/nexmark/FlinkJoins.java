package io.weir.bench.flink.nexmark;

import io.weir.bench.nexmark.Auction;
import io.weir.bench.nexmark.Bid;
import io.weir.bench.nexmark.Event;
import io.weir.bench.nexmark.Person;
import io.weir.bench.nexmark.Q20BidsWithAuction;
import io.weir.bench.nexmark.Q20BidsWithAuction.BidWithAuction;
import io.weir.bench.nexmark.Q3LocalItems;
import io.weir.bench.nexmark.Q3LocalItems.Suggestion;
import java.util.Objects;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;
import org.jspecify.annotations.Nullable;

/** The joins without windows: whichever side comes first waits for the other. */
final class FlinkJoins {

    private FlinkJoins() {}

    static DataStream<Suggestion> localItems(DataStream<Event> events) {
        return events.filter(FlinkJoins::isLocalItem)
                .keyBy(event -> event instanceof Auction auction ? auction.seller() : ((Person) event).id())
                .process(new LocalItems(), FormatType.result());
    }

    static DataStream<BidWithAuction> bidsWithAuction(DataStream<Event> events) {
        return events.filter(event -> !(event instanceof Person))
                .keyBy(event -> event instanceof Bid bid ? bid.auction() : ((Auction) event).id())
                .process(new BidsWithAuction(), FormatType.result());
    }

    private static boolean isLocalItem(Event event) {
        return event instanceof Auction auction && Q3LocalItems.selects(auction)
                || event instanceof Person person && Q3LocalItems.selects(person);
    }

    /** Threading: confined to its task. */
    private static final class LocalItems extends KeyedProcessFunction<Long, Event, Suggestion> {

        private static final long serialVersionUID = 1;

        private transient @Nullable ValueState<Person> seller;
        private transient @Nullable ListState<Auction> waiting;

        @Override
        public void open(OpenContext context) {
            seller = getRuntimeContext().getState(new ValueStateDescriptor<>("seller", FormatType.PERSON));
            waiting = getRuntimeContext().getListState(new ListStateDescriptor<>("waiting", FormatType.AUCTION));
        }

        @Override
        public void processElement(Event event, Context context, Collector<Suggestion> out) throws Exception {
            ValueState<Person> known = Objects.requireNonNull(seller);
            ListState<Auction> early = Objects.requireNonNull(waiting);
            if (event instanceof Person person) {
                known.update(person);
                for (Auction auction : early.get()) {
                    out.collect(Suggestion.of(person, auction));
                }
                early.clear();
            } else {
                Auction auction = (Auction) event;
                Person person = known.value();
                if (person == null) {
                    early.add(auction);
                } else {
                    out.collect(Suggestion.of(person, auction));
                }
            }
        }
    }

    /** Threading: confined to its task. */
    private static final class BidsWithAuction extends KeyedProcessFunction<Long, Event, BidWithAuction> {

        private static final long serialVersionUID = 1;

        private transient @Nullable ValueState<Auction> selected;

        /** Whether the auction has come and is of another category: its bids need not wait. */
        private transient @Nullable ValueState<Boolean> other;

        private transient @Nullable ListState<Bid> waiting;

        @Override
        public void open(OpenContext context) {
            selected = getRuntimeContext().getState(new ValueStateDescriptor<>("selected", FormatType.AUCTION));
            other = getRuntimeContext().getState(new ValueStateDescriptor<>("other", Types.BOOLEAN));
            waiting = getRuntimeContext().getListState(new ListStateDescriptor<>("waiting", FormatType.BID));
        }

        @Override
        public void processElement(Event event, Context context, Collector<BidWithAuction> out) throws Exception {
            if (event instanceof Bid bid) {
                process(bid, out);
            } else {
                process((Auction) event, out);
            }
        }

        private void process(Bid bid, Collector<BidWithAuction> out) throws Exception {
            Auction auction = Objects.requireNonNull(selected).value();
            if (auction != null) {
                out.collect(new BidWithAuction(bid, auction));
            } else if (Objects.requireNonNull(other).value() == null) {
                Objects.requireNonNull(waiting).add(bid);
            }
        }

        private void process(Auction auction, Collector<BidWithAuction> out) throws Exception {
            ListState<Bid> early = Objects.requireNonNull(waiting);
            if (Q20BidsWithAuction.selects(auction)) {
                Objects.requireNonNull(selected).update(auction);
                for (Bid bid : early.get()) {
                    out.collect(new BidWithAuction(bid, auction));
                }
            } else {
                Objects.requireNonNull(other).update(true);
            }
            early.clear();
        }
    }
}
