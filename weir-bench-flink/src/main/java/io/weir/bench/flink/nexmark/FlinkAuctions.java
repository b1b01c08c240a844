package io.weir.bench.flink.nexmark;

import io.weir.bench.nexmark.Auction;
import io.weir.bench.nexmark.Bid;
import io.weir.bench.nexmark.Event;
import io.weir.bench.nexmark.Person;
import io.weir.bench.nexmark.Q4CategoryAverage.CategoryPrices;
import io.weir.bench.nexmark.Q6SellerAverage.LastSales;
import io.weir.bench.nexmark.Q6SellerAverage.Sale;
import io.weir.bench.nexmark.Q6SellerAverage.SellerAverage;
import io.weir.bench.nexmark.Q9WinningBids.WinningBid;
import java.util.List;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.java.tuple.Tuple2;
import org.apache.flink.api.java.tuple.Tuple4;
import org.apache.flink.streaming.api.datastream.DataStream;

/** What is made of the winning bids. */
final class FlinkAuctions {

    private FlinkAuctions() {}

    static DataStream<WinningBid> winningBids(DataStream<Event> events) {
        return events.filter(event -> !(event instanceof Person))
                .keyBy(event -> event instanceof Bid bid ? bid.auction() : ((Auction) event).id())
                .process(new FlinkWinningBids(), FormatType.result());
    }

    static DataStream<CategoryPrices> averageByCategory(DataStream<Event> events) {
        return winningBids(events)
                .map(winner ->
                        Tuple2.of(winner.auction().category(), winner.bid().price()))
                .returns(Types.TUPLE(Types.LONG, Types.LONG))
                .keyBy(price -> price.f0)
                .process(
                        new RunningAggregate<Long, Tuple2<Long, Long>, CategoryPrices, CategoryPrices>(
                                TypeInformation.of(CategoryPrices.class),
                                (before, price) ->
                                        (before == null ? CategoryPrices.NONE : before).plus(price.f0, price.f1),
                                (price, after, out) -> out.collect(after)),
                        FormatType.result());
    }

    static DataStream<SellerAverage> averageBySeller(DataStream<Event> events) {
        return winningBids(events)
                .map(winner -> Tuple4.of(
                        winner.auction().seller(),
                        winner.auction().id(),
                        winner.auction().expires(),
                        winner.bid().price()))
                .returns(Types.TUPLE(Types.LONG, Types.LONG, Types.LONG, Types.LONG))
                .keyBy(sale -> sale.f0)
                .process(
                        new RunningAggregate<Long, Tuple4<Long, Long, Long, Long>, List<Sale>, SellerAverage>(
                                Types.LIST(TypeInformation.of(Sale.class)),
                                (before, sale) -> (before == null ? LastSales.NONE : new LastSales(before))
                                        .plus(new Sale(sale.f1, sale.f2, sale.f3))
                                        .sales(),
                                (sale, after, out) -> out.collect(new LastSales(after).of(sale.f0))),
                        FormatType.result());
    }
}
