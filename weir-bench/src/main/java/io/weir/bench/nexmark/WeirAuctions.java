package io.weir.bench.nexmark;

import io.weir.bench.nexmark.Q4CategoryAverage.CategoryPrices;
import io.weir.bench.nexmark.Q6SellerAverage.LastSales;
import io.weir.bench.nexmark.Q6SellerAverage.Sale;
import io.weir.bench.nexmark.Q6SellerAverage.SellerAverage;
import io.weir.bench.nexmark.Q9WinningBids.WinningBid;
import io.weir.graph.Collector;
import io.weir.graph.KeyedProcessFunction;
import io.weir.pipeline.Stream;
import io.weir.state.StateRegistry;
import io.weir.state.ValueState;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What is made of the winning bids. */
final class WeirAuctions {

    private WeirAuctions() {}

    /** {@link Q9WinningBids}. */
    static Stream<WinningBid> winningBids(Stream<Event> events) {
        return events.filter(event -> !(event instanceof Person))
                .keyByLong(event -> event instanceof Bid bid ? bid.auction() : ((Auction) event).id())
                .process("winning-bids", WeirWinningBids::new);
    }

    /** {@link Q4CategoryAverage}. */
    static Stream<CategoryPrices> averageByCategory(Stream<Event> events) {
        return winningBids(events)
                .keyByLong(winner -> winner.auction().category())
                .aggregate(
                        "categories",
                        CategoryPrices.NONE,
                        (prices, winner) -> prices.plus(
                                winner.auction().category(), winner.bid().price()));
    }

    /** {@link Q6SellerAverage}. */
    static Stream<SellerAverage> averageBySeller(Stream<Event> events) {
        return winningBids(events)
                .keyByLong(winner -> winner.auction().seller())
                .process("sellers", SellerSales::new);
    }

    /** Threading: confined to its task. */
    private static final class SellerSales implements KeyedProcessFunction<Long, WinningBid, SellerAverage> {

        private @Nullable ValueState<LastSales> sales;

        @Override
        public void open(StateRegistry states) {
            sales = states.valueState("sales", LastSales.class);
        }

        @Override
        public void process(WinningBid winner, Context<Long> context, Collector<SellerAverage> out) {
            ValueState<LastSales> state = Objects.requireNonNull(sales);
            LastSales before = state.value();
            LastSales after = (before == null ? LastSales.NONE : before).plus(Sale.of(winner));
            state.update(after);
            out.collect(after.of(winner.auction().seller()));
        }
    }
}
