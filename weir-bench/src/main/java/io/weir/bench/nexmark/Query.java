package io.weir.bench.nexmark;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;

/** The queries. What each of them asks is in the class that computes it; docs/nexmark.md says which are left out, and why. */
public enum Query {
    Q0("pass through", Output.APPEND, Q0PassThrough::batch, Query.MANY_TEXTS),
    Q1("currency conversion", Output.APPEND, Q1CurrencyConversion::batch, Query.MANY_TEXTS),
    Q2("selection", Output.APPEND, Q2Selection::batch),
    Q3("local item suggestion", Output.APPEND, Q3LocalItems::batch),
    Q4("average price by category", Output.UPDATES, Q4CategoryAverage::batch),
    Q5("hot items", Output.APPEND, Q5HotItems::batch),
    Q6("average selling price by seller", Output.UPDATES, Q6SellerAverage::batch, Query.MANY_KEYS),
    Q7("highest bid", Output.APPEND, Q7HighestBid::batch),
    Q8("new users", Output.APPEND, Q8NewUsers::batch),
    Q9("winning bids", Output.APPEND, Q9WinningBids::batch),
    Q11("user sessions", Output.APPEND, Q11UserSessions::batch),
    Q12("processing-time windows", Output.SUMS, Q12ProcessingTime::batch),
    Q13("side input", Output.APPEND, Q13SideInput::batch),
    Q14("calculation", Output.APPEND, Q14Calculation::batch, Query.MANY_TEXTS),
    Q15("bidding statistics by day", Output.UPDATES, Q15DayStatistics::batch),
    Q16("channel statistics by day", Output.UPDATES, Q16ChannelStatistics::batch),
    Q17("auction statistics by day", Output.UPDATES, Q17AuctionStatistics::batch, Query.MANY_KEYS),
    Q18("last bid", Output.UPDATES, Q18LastBid::batch, Query.MANY_KEYS),
    Q19("top ten bids of an auction", Output.UPDATES, Q19TopBids::batch, Query.MANY_KEYS),
    Q20("bids with their auction", Output.APPEND, Q20BidsWithAuction::batch, Query.MANY_TEXTS);

    /** To follow each of millions of keys would cost more than some queries do. */
    private static final int MANY_KEYS = 64;

    /** So would reading the texts of all results, which are elsewhere in memory. */
    private static final int MANY_TEXTS = 64;

    private final String title;
    private final Output output;
    private final BatchQuery batch;
    private final int oneIn;

    Query(String title, Output output, BatchQuery batch) {
        this(title, output, batch, ResultTally.EVERY_ONE);
    }

    Query(String title, Output output, BatchQuery batch, int oneIn) {
        this.title = title;
        this.output = output;
        this.batch = batch;
        this.oneIn = oneIn;
    }

    /** Reads {@link #word}. */
    public static Query of(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }

    /** Returns its name, such as {@code q5}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Returns what it is about, in a few words. */
    public String title() {
        return title;
    }

    /** Returns how its results are compared. */
    public Output output() {
        return output;
    }

    /** Returns how much is compared where speed is measured: see {@link ResultTally}. */
    public int oneIn() {
        return oneIn;
    }

    /**
     * Computes the results without an engine: with plain collections that hold everything, over events that may be in any order.
     *
     * @param results is given each of them; of updates only the last of each key, of what adds up only the sums
     */
    public void compute(Iterable<? extends Event> events, Consumer<? super Result> results) {
        batch.run(events, results);
    }

    /** Returns the results of {@link #compute} as a list. */
    public List<Result> results(Iterable<? extends Event> events) {
        List<Result> results = new ArrayList<>();
        compute(events, results::add);
        return results;
    }

    /** Returns what the results of {@link #compute} come to. */
    public Checksum expected(Iterable<? extends Event> events, int lookedAtOneIn) {
        ResultTally tally = new ResultTally(output, lookedAtOneIn);
        compute(events, tally::add);
        return ResultTally.total(List.of(tally));
    }
}
