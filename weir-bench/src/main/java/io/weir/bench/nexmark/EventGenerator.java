package io.weir.bench.nexmark;

/**
 * Makes the events of NEXMark from their indices: the event of an index is always the same, so any number of tasks can make a part each, and a reader can go back.
 *
 * <p>What the events are like follows the generators of Apache Beam ({@code sdks/java/testing/nexmark}) and of nexmark-flink ({@code github.com/nexmark/nexmark}), which
 * draw from a random source in turn and so cannot begin in the middle: one person, three auctions and 46 bids in each 50 events; ids from 1000 on; half of the
 * bids for the first of each hundred auctions, the others for one of the last hundred or of the next ten; three bids in four by the second of each hundred
 * persons, and three auctions in four by the first of them; prices that are even on a logarithmic scale from one to a million; auctions that last as long as
 * it takes to open a hundred others, on average; half of the bids through one of four channels, the others through one of ten thousand.
 *
 * <p>Event time has a gap from one event to the next. Indices come out of order: within each {@link #DISORDER} of them they are permuted, by the seed, so an event
 * comes at most {@link #maxDelayMillis} of event time late; with every n-th index as well.
 *
 * <p>Threading: Immutable.
 */
public final class EventGenerator {

    public static final long FIRST_PERSON_ID = 1_000;
    public static final long FIRST_AUCTION_ID = 1_000;
    public static final long FIRST_CATEGORY_ID = 10;
    public static final int CATEGORY_COUNT = 5;

    /** The seed of the benchmarks. */
    public static final long SEED = 42;

    /** Ten thousand events a second of event time, as Beam has it. */
    public static final long GAP_NANOS = 100_000;

    /** Within how many events the order is changed; a power of two. */
    public static final int DISORDER = 512;

    /** Ten seconds before midnight, so that a short run has two days: 2015-07-14T23:59:50Z. */
    public static final long FIRST_TIMESTAMP = 1_436_918_390_000L;

    private static final int PERSONS = 1;
    private static final int AUCTIONS = 3;
    private static final int EPOCH = 50;

    /** How many auctions and persons count as in flight and active. */
    private static final int AUCTIONS_IN_FLIGHT = 100;

    private static final int PERSONS_ACTIVE = 1_000;

    /** How far ahead of what has been made ids are used. */
    private static final int LEAD = 10;

    /** One auction and one person in so many is hot. */
    private static final int HOT_ONE_IN = 100;

    private static final long NANOS_PER_MILLISECOND = 1_000_000;
    private static final long STEP = 0x9E3779B97F4A7C15L;

    /** Odd, so that it permutes the numbers below a power of two. */
    private static final int STRIDE = 953;

    /** Leaves the best bits of a product. */
    private static final int BEST_SHIFT = 48;

    private final long seed;
    private final long gapNanos;
    private final Vocabulary vocabulary;

    /** The events of the benchmarks. */
    public EventGenerator() {
        this(SEED, GAP_NANOS);
    }

    /** @param gapNanos event time from one event to the next */
    public EventGenerator(long seed, long gapNanos) {
        this.seed = mix(seed);
        this.gapNanos = gapNanos;
        this.vocabulary = new Vocabulary(seed);
    }

    /** Returns the event of an index. */
    public Event event(long index) {
        long number = number(index);
        int place = (int) (number % EPOCH);
        long random = mix(number * STEP + seed);
        if (place >= PERSONS + AUCTIONS) {
            return bid(number, random);
        }
        return place < PERSONS ? person(number, random) : auction(number, random);
    }

    /** Returns by how many milliseconds an event can come behind a later one. */
    public long maxDelayMillis() {
        return DISORDER * gapNanos / NANOS_PER_MILLISECOND + 1;
    }

    /** Returns the number of the event that comes at an index. */
    private long number(long index) {
        long group = index & -DISORDER;
        long first = (group + seed) * STEP >>> BEST_SHIFT;
        return group | ((index * STRIDE + first) & (DISORDER - 1));
    }

    private long timestampOf(long number) {
        return FIRST_TIMESTAMP + number * gapNanos / NANOS_PER_MILLISECOND;
    }

    private Bid bid(long number, long random) {
        long epoch = number / EPOCH;
        long lastAuction = epoch * AUCTIONS + AUCTIONS - 1;
        long more = random * STEP;
        long auction = either(
                random & 1,
                oneOfThose(lastAuction + 1, AUCTIONS_IN_FLIGHT + 1, more >>> 44, 20),
                lastAuction / HOT_ONE_IN * HOT_ONE_IN);
        long bidder = either(
                (random >>> 1 | random >>> 2) & 1,
                epoch / HOT_ONE_IN * HOT_ONE_IN + 1,
                oneOfThose(epoch + 1, PERSONS_ACTIVE, more >>> 24, 20));
        int channel = (int) either(
                random >>> 3 & 1,
                Vocabulary.HOT_CHANNEL_COUNT + below(Vocabulary.CHANNEL_COUNT, random >>> 30, 20),
                random >>> 4 & (Vocabulary.HOT_CHANNEL_COUNT - 1));
        return new Bid(
                FIRST_AUCTION_ID + auction,
                FIRST_PERSON_ID + bidder,
                Prices.price(random >>> 6),
                vocabulary.channels[channel],
                vocabulary.urls[channel],
                timestampOf(number),
                oneOf(vocabulary.bidExtras, random >>> 50));
    }

    /** Returns the first for 1, and the second for 0: without a branch, for nothing tells the processor which it will be. */
    private static long either(long one, long first, long second) {
        return second ^ ((first ^ second) & -one);
    }

    private Auction auction(long number, long random) {
        long epoch = number / EPOCH;
        long id = epoch * AUCTIONS + number % EPOCH - PERSONS;
        long more = mix(random + STEP);
        long evenMore = mix(more + STEP);
        boolean hotSeller = (random & 0b11) != 0;
        long seller = hotSeller ? epoch / HOT_ONE_IN * HOT_ONE_IN : oneOfThose(epoch + 1, PERSONS_ACTIVE, more, 32);
        long timestamp = timestampOf(number);
        long horizonMillis = timestampOf(number + AUCTIONS_IN_FLIGHT * EPOCH / AUCTIONS) - timestamp;
        long length = 1L + below((int) Math.max(1, 2 * horizonMillis), more >>> 32, 32);
        long initialBid = Prices.price(random >>> 2);
        return new Auction(
                FIRST_AUCTION_ID + id,
                oneOf(vocabulary.itemNames, evenMore),
                oneOf(vocabulary.descriptions, evenMore >>> 12),
                initialBid,
                initialBid + Prices.price(random >>> 26),
                timestamp,
                timestamp + length,
                FIRST_PERSON_ID + seller,
                FIRST_CATEGORY_ID + below(CATEGORY_COUNT, random >>> 50, 14),
                oneOf(vocabulary.auctionExtras, evenMore >>> 24));
    }

    private Person person(long number, long random) {
        long more = mix(random + STEP);
        return new Person(
                FIRST_PERSON_ID + number / EPOCH,
                vocabulary.personNames[below(vocabulary.personNames.length, random, 20)],
                oneOf(vocabulary.emails, more),
                oneOf(vocabulary.creditCards, more >>> 12),
                vocabulary.cities[below(vocabulary.cities.length, random >>> 20, 20)],
                vocabulary.states[below(vocabulary.states.length, random >>> 40, 20)],
                timestampOf(number),
                oneOf(vocabulary.personExtras, more >>> 24));
    }

    /** Returns one of the last {@code window} ids below {@code count}, or of those that come next. */
    private static long oneOfThose(long count, int window, long random, int bits) {
        long known = Math.min(count, window);
        return count - known + below((int) known + LEAD, random, bits);
    }

    /** Makes a number below {@code limit} of the lowest {@code bits}, at most 32, of a random number. */
    private static int below(int limit, long random, int bits) {
        return (int) ((random & ((1L << bits) - 1)) * limit >>> bits);
    }

    private static String oneOf(String[] texts, long random) {
        return texts[(int) random & (Vocabulary.SIZE - 1)];
    }

    /** The finalizer of SplitMix64, by Stafford. */
    private static long mix(long value) {
        long mixed = (value ^ (value >>> 30)) * 0xBF58476D1CE4E5B9L;
        mixed = (mixed ^ (mixed >>> 27)) * 0x94D049BB133111EBL;
        return mixed ^ (mixed >>> 31);
    }
}
