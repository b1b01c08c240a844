package io.weir.bench.nexmark;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

final class EventGeneratorTest {

    /** A multiple of the disorder and of the proportions, so that no event of the first ones is missing. */
    private static final int COUNT = 50 * EventGenerator.DISORDER;

    private static final EventGenerator GENERATOR = new EventGenerator();
    private static final List<Event> EVENTS =
            LongStream.range(0, COUNT).mapToObj(GENERATOR::event).toList();

    @Test
    void anEventIsAFunctionOfItsIndexAlone() {
        EventGenerator other = new EventGenerator();
        for (int i = COUNT - 1; i >= 0; i -= 7) {
            assertThat(other.event(i)).isEqualTo(EVENTS.get(i));
        }
    }

    @Test
    void anotherSeedGivesOtherEvents() {
        EventGenerator other = new EventGenerator(EventGenerator.SEED + 1, EventGenerator.GAP_NANOS);
        long same = LongStream.range(0, COUNT)
                .filter(i -> other.event(i).equals(EVENTS.get((int) i)))
                .count();
        assertThat(same).isLessThan(COUNT / 100);
    }

    @Test
    void ofFiftyEventsOneIsAPersonThreeAreAuctionsAndTheOthersBids() {
        assertThat(of(Person.class)).hasSize(COUNT / 50);
        assertThat(of(Auction.class)).hasSize(COUNT / 50 * 3);
        assertThat(of(Bid.class)).hasSize(COUNT / 50 * 46);
    }

    @Test
    void idsAreUniqueAndWithoutGaps() {
        assertThat(of(Person.class).stream().map(Person::id).sorted().toList())
                .isEqualTo(LongStream.range(0, COUNT / 50)
                        .map(i -> EventGenerator.FIRST_PERSON_ID + i)
                        .boxed()
                        .toList());
        assertThat(of(Auction.class).stream().map(Auction::id).sorted().toList())
                .isEqualTo(LongStream.range(0, COUNT / 50 * 3)
                        .map(i -> EventGenerator.FIRST_AUCTION_ID + i)
                        .boxed()
                        .toList());
    }

    @Test
    void eventsAreOutOfOrderWithinTheBound() {
        long latest = EVENTS.get(0).timestamp();
        long worst = 0;
        for (Event event : EVENTS) {
            worst = Math.max(worst, latest - event.timestamp());
            latest = Math.max(latest, event.timestamp());
        }
        assertThat(worst).isBetween(GENERATOR.maxDelayMillis() / 2, GENERATOR.maxDelayMillis());
    }

    @Test
    void halfOfTheBidsAreForHotAuctionsAndThreeInFourByHotBidders() {
        List<Bid> bids = of(Bid.class);
        long hotAuctions =
                bids.stream().filter(bid -> (bid.auction() - 1_000) % 100 == 0).count();
        long hotBidders =
                bids.stream().filter(bid -> (bid.bidder() - 1_000) % 100 == 1).count();
        assertThat((double) hotAuctions / bids.size()).isBetween(0.49, 0.53);
        assertThat((double) hotBidders / bids.size()).isBetween(0.73, 0.78);
    }

    @Test
    void bidsAreForAuctionsAndByPersonsOfTheirTime() {
        Set<Long> lead = new HashSet<>();
        for (Bid bid : of(Bid.class)) {
            long epoch = (bid.timestamp() - EventGenerator.FIRST_TIMESTAMP) * 10 / 50;
            long ahead = bid.auction() - 1_000 - epoch * 3;
            // The timestamp is rounded down, by at most ten events.
            assertThat(ahead).isBetween(-103L, 16L);
            lead.add(Math.max(0, ahead));
            assertThat(bid.bidder() - 1_000 - epoch).isBetween(-1_001L, 12L);
        }
        assertThat(lead).hasSizeGreaterThan(5);
    }

    @Test
    void pricesAreEvenOnALogarithmicScale() {
        int[] byDecade = new int[7];
        for (Bid bid : of(Bid.class)) {
            assertThat(bid.price()).isBetween(100L, 100_000_000L);
            byDecade[(int) Math.log10(bid.price() / 100.0)]++;
        }
        for (int decade = 0; decade < 6; decade++) {
            assertThat(byDecade[decade] * 6.0 / of(Bid.class).size()).isBetween(0.9, 1.1);
        }
    }

    @Test
    void auctionsAreOpenAsLongAsItTakesToOpenAHundredOthersOnAverage() {
        double average = of(Auction.class).stream()
                .mapToLong(auction -> auction.expires() - auction.timestamp())
                .average()
                .orElseThrow();
        assertThat(average).isBetween(150.0, 183.0);
    }

    @Test
    void eventTimeHasTheGap() {
        List<Event> sorted = new ArrayList<>(EVENTS);
        sorted.sort(Comparator.comparingLong(Event::timestamp));
        assertThat(sorted.get(0).timestamp()).isEqualTo(EventGenerator.FIRST_TIMESTAMP);
        assertThat(sorted.get(COUNT - 1).timestamp()).isEqualTo(EventGenerator.FIRST_TIMESTAMP + (COUNT - 1) / 10);
    }

    private static <E extends Event> List<E> of(Class<E> type) {
        return EVENTS.stream().filter(type::isInstance).map(type::cast).toList();
    }
}
