package io.weir.bench.nexmark;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Query 3, local item suggestion: who sells something of category 10 in Oregon, Idaho or California? Each pair of an auction of that category and its seller,
 * if the seller is of these states, whichever of the two comes first, and however much later the other.
 */
public final class Q3LocalItems {

    private static final long CATEGORY = 10;
    private static final Set<String> STATES = Set.of("OR", "ID", "CA");

    private Q3LocalItems() {}

    /** A seller and an auction of theirs. */
    public record Suggestion(String name, String city, String state, long auction) implements Result {

        /** Pairs an auction with its seller. */
        public static Suggestion of(Person seller, Auction auction) {
            return new Suggestion(seller.name(), seller.city(), seller.state(), auction.id());
        }

        @Override
        public long numbers() {
            return Hash.of(auction);
        }

        @Override
        public long withTexts(long hash) {
            return Hash.add(Hash.add(Hash.add(hash, name), city), state);
        }
    }

    public static boolean selects(Person person) {
        return STATES.contains(person.state());
    }

    public static boolean selects(Auction auction) {
        return auction.category() == CATEGORY;
    }

    static void batch(Iterable<? extends Event> events, Consumer<? super Result> results) {
        Map<Long, Person> sellers = new HashMap<>();
        for (Event event : events) {
            if (event instanceof Person person && selects(person)) {
                sellers.put(person.id(), person);
            }
        }
        for (Event event : events) {
            if (event instanceof Auction auction && selects(auction)) {
                Person seller = sellers.get(auction.seller());
                if (seller != null) {
                    results.accept(Suggestion.of(seller, auction));
                }
            }
        }
    }
}
