package io.weir.bench.nexmark;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/** Query 8, new users: who came into the house and opened an auction in the same period of ten seconds of event time? Each person once. */
public final class Q8NewUsers {

    public static final long SIZE_MILLIS = 10_000;

    private Q8NewUsers() {}

    /** Somebody who came and sold at once, and when the period began. */
    public record NewUser(long id, String name, long windowStart) implements Result {

        @Override
        public long numbers() {
            return Hash.add(Hash.of(id), windowStart);
        }

        @Override
        public long withTexts(long hash) {
            return Hash.add(hash, name);
        }
    }

    /** A seller in a period. */
    private record Selling(long seller, long windowStart) {}

    static void batch(Iterable<? extends Event> events, Consumer<? super Result> results) {
        Map<Long, Person> persons = new HashMap<>();
        Set<Selling> selling = new HashSet<>();
        for (Event event : events) {
            if (event instanceof Person person) {
                persons.put(person.id(), person);
            } else if (event instanceof Auction auction) {
                selling.add(new Selling(auction.seller(), windowStart(auction)));
            }
        }
        for (Person person : persons.values()) {
            if (selling.contains(new Selling(person.id(), windowStart(person)))) {
                results.accept(new NewUser(person.id(), person.name(), windowStart(person)));
            }
        }
    }

    private static long windowStart(Event event) {
        return Math.floorDiv(event.timestamp(), SIZE_MILLIS) * SIZE_MILLIS;
    }
}
