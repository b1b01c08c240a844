package io.weir.bench.nexmark;

import io.weir.bench.nexmark.Q20BidsWithAuction.BidWithAuction;
import io.weir.bench.nexmark.Q3LocalItems.Suggestion;
import io.weir.graph.Collector;
import io.weir.graph.KeyedProcessFunction;
import io.weir.pipeline.Stream;
import io.weir.state.ListState;
import io.weir.state.StateRegistry;
import io.weir.state.ValueState;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The joins without windows: whichever side comes first waits for the other. */
final class WeirJoins {

    private WeirJoins() {}

    /** {@link Q3LocalItems}. */
    static Stream<Suggestion> localItems(Stream<Event> events) {
        return events.filter(WeirJoins::isLocalItem)
                .keyByLong(event -> event instanceof Auction auction ? auction.seller() : ((Person) event).id())
                .process("local-items", LocalItems::new);
    }

    /** {@link Q20BidsWithAuction}. */
    static Stream<BidWithAuction> bidsWithAuction(Stream<Event> events) {
        return events.filter(event -> !(event instanceof Person))
                .keyByLong(event -> event instanceof Bid bid ? bid.auction() : ((Auction) event).id())
                .process("bids-with-auction", BidsWithAuction::new);
    }

    private static boolean isLocalItem(Event event) {
        return event instanceof Auction auction && Q3LocalItems.selects(auction)
                || event instanceof Person person && Q3LocalItems.selects(person);
    }

    /** Threading: confined to its task. */
    private static final class LocalItems implements KeyedProcessFunction<Long, Event, Suggestion> {

        private @Nullable ValueState<Person> seller;
        private @Nullable ListState<Auction> waiting;

        @Override
        public void open(StateRegistry states) {
            seller = states.valueState("seller", Person.class);
            waiting = states.listState("waiting", Auction.class);
        }

        @Override
        public void process(Event event, Context<Long> context, Collector<Suggestion> out) {
            ValueState<Person> known = Objects.requireNonNull(seller);
            ListState<Auction> early = Objects.requireNonNull(waiting);
            if (event instanceof Person person) {
                known.update(person);
                early.get().forEach(auction -> out.collect(Suggestion.of(person, auction)));
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
    private static final class BidsWithAuction implements KeyedProcessFunction<Long, Event, BidWithAuction> {

        private @Nullable ValueState<Auction> selected;

        /** Whether the auction has come and is of another category: its bids need not wait. */
        private @Nullable ValueState<Boolean> other;

        private @Nullable ListState<Bid> waiting;

        @Override
        public void open(StateRegistry states) {
            selected = states.valueState("selected", Auction.class);
            other = states.valueState("other", Boolean.class);
            waiting = states.listState("waiting", Bid.class);
        }

        @Override
        public void process(Event event, Context<Long> context, Collector<BidWithAuction> out) {
            if (event instanceof Bid bid) {
                process(bid, out);
            } else {
                process((Auction) event, out);
            }
        }

        private void process(Bid bid, Collector<BidWithAuction> out) {
            Auction auction = Objects.requireNonNull(selected).value();
            if (auction != null) {
                out.collect(new BidWithAuction(bid, auction));
            } else if (Objects.requireNonNull(other).value() == null) {
                Objects.requireNonNull(waiting).add(bid);
            }
        }

        private void process(Auction auction, Collector<BidWithAuction> out) {
            ListState<Bid> early = Objects.requireNonNull(waiting);
            if (Q20BidsWithAuction.selects(auction)) {
                Objects.requireNonNull(selected).update(auction);
                early.get().forEach(bid -> out.collect(new BidWithAuction(bid, auction)));
            } else {
                Objects.requireNonNull(other).update(true);
            }
            early.clear();
        }
    }
}
