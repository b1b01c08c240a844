package io.weir.bench.nexmark;

import io.weir.pipeline.Stream;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;

/**
 * The queries in Weir.
 *
 * <p>Threading: Immutable.
 */
final class WeirQueries {

    static final Map<Query, WeirQuery> ALL = all();

    private WeirQueries() {}

    private static Map<Query, WeirQuery> all() {
        Map<Query, WeirQuery> queries = new EnumMap<>(Query.class);
        queries.put(Query.Q0, WeirQueries::bids);
        queries.put(Query.Q1, events -> bids(events).map(Q1CurrencyConversion::convert));
        queries.put(
                Query.Q2, events -> bids(events).filter(Q2Selection::selects).map(Q2Selection::price));
        queries.put(Query.Q3, WeirJoins::localItems);
        queries.put(Query.Q4, WeirAuctions::averageByCategory);
        queries.put(Query.Q5, WeirWindows::hotItems);
        queries.put(Query.Q6, WeirAuctions::averageBySeller);
        queries.put(Query.Q7, WeirWindows::highestBids);
        queries.put(Query.Q8, WeirWindows::newUsers);
        queries.put(Query.Q9, WeirAuctions::winningBids);
        queries.put(Query.Q11, WeirWindows::userSessions);
        queries.put(Query.Q12, WeirWindows::countsByTheClock);
        queries.put(Query.Q13, WeirQueries::sideInput);
        queries.put(
                Query.Q14,
                events -> bids(events).filter(Q14Calculation::selects).map(Q14Calculation::calculate));
        queries.put(Query.Q15, WeirStatistics::byDay);
        queries.put(Query.Q16, WeirStatistics::byChannel);
        queries.put(Query.Q17, WeirStatistics::byAuction);
        queries.put(Query.Q18, WeirBids::last);
        queries.put(Query.Q19, WeirBids::top);
        queries.put(Query.Q20, WeirJoins::bidsWithAuction);
        return Collections.unmodifiableMap(queries);
    }

    static Stream<Bid> bids(Stream<Event> events) {
        return events.filter(Bid.class::isInstance).map(Bid.class::cast);
    }

    private static Stream<? extends Result> sideInput(Stream<Event> events) {
        Map<Long, String> table = Q13SideInput.table();
        return bids(events).map(bid -> Q13SideInput.enrich(bid, table.getOrDefault(Q13SideInput.key(bid), "")));
    }
}
