package io.weir.bench.flink.nexmark;

import io.weir.bench.nexmark.Bid;
import io.weir.bench.nexmark.Event;
import io.weir.bench.nexmark.Q13SideInput;
import io.weir.bench.nexmark.Q13SideInput.EnrichedBid;
import io.weir.bench.nexmark.Q14Calculation;
import io.weir.bench.nexmark.Q1CurrencyConversion;
import io.weir.bench.nexmark.Q2Selection;
import io.weir.bench.nexmark.Query;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.functions.RichMapFunction;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.util.Collector;
import org.jspecify.annotations.Nullable;

/**
 * The queries in Flink. What is sent from task to task holds what the query needs, in tuples, or in {@link Format}s where that is all of an event.
 *
 * <p>Threading: Immutable.
 */
final class FlinkQueries {

    static final Map<Query, FlinkQuery> ALL = all();

    private FlinkQueries() {}

    private static Map<Query, FlinkQuery> all() {
        Map<Query, FlinkQuery> queries = new EnumMap<>(Query.class);
        queries.put(Query.Q0, FlinkQueries::bids);
        queries.put(
                Query.Q1,
                events -> bids(events).map(Q1CurrencyConversion::convert).returns(FormatType.result()));
        queries.put(
                Query.Q2,
                events -> bids(events)
                        .filter(Q2Selection::selects)
                        .map(Q2Selection::price)
                        .returns(FormatType.result()));
        queries.put(Query.Q3, FlinkJoins::localItems);
        queries.put(Query.Q4, FlinkAuctions::averageByCategory);
        queries.put(Query.Q5, FlinkWindows::hotItems);
        queries.put(Query.Q6, FlinkAuctions::averageBySeller);
        queries.put(Query.Q7, FlinkWindows::highestBids);
        queries.put(Query.Q8, FlinkWindows::newUsers);
        queries.put(Query.Q9, FlinkAuctions::winningBids);
        queries.put(Query.Q11, FlinkWindows::userSessions);
        queries.put(Query.Q12, FlinkWindows::processingTime);
        queries.put(Query.Q13, events -> bids(events).map(new SideInput()).returns(FormatType.result()));
        queries.put(
                Query.Q14,
                events -> bids(events)
                        .filter(Q14Calculation::selects)
                        .map(Q14Calculation::calculate)
                        .returns(FormatType.result()));
        queries.put(Query.Q15, FlinkStatistics::byDay);
        queries.put(Query.Q16, FlinkStatistics::byChannel);
        queries.put(Query.Q17, FlinkStatistics::byAuction);
        queries.put(Query.Q18, FlinkBids::last);
        queries.put(Query.Q19, FlinkBids::top);
        queries.put(Query.Q20, FlinkJoins::bidsWithAuction);
        return Collections.unmodifiableMap(queries);
    }

    static DataStream<Bid> bids(DataStream<Event> events) {
        return events.flatMap((Event event, Collector<Bid> out) -> {
                    if (event instanceof Bid bid) {
                        out.collect(bid);
                    }
                })
                .returns(FormatType.BID);
    }

    /** Looks up in a table that each task has. */
    private static final class SideInput extends RichMapFunction<Bid, EnrichedBid> {

        private static final long serialVersionUID = 1;

        private transient @Nullable Map<Long, String> table;

        @Override
        public void open(OpenContext context) {
            table = Q13SideInput.table();
        }

        @Override
        public EnrichedBid map(Bid bid) {
            return Q13SideInput.enrich(bid, Objects.requireNonNull(table).getOrDefault(Q13SideInput.key(bid), ""));
        }
    }
}
