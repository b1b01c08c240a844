package io.weir.siege;

import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;

/** What the source has given, against which a sink's rows are held: each payment is there once, and each account's numbers are 1 to the last, each once. */
final class Ledger {

    private final String sink;
    private final BitSet ids = new BitSet();
    private final Map<String, BitSet> numbers = new HashMap<>();

    Ledger(String sink) {
        this.sink = sink;
    }

    void add(Booking booking) {
        Booking payment = Booking.payment(booking.id());
        if (!payment.account().equals(booking.account()) || payment.amount() != booking.amount()) {
            throw new AssertionError(sink + ": no payment of the source: " + booking);
        }
        if (ids.get((int) booking.id())) {
            throw new AssertionError(sink + ": twice: " + booking);
        }
        ids.set((int) booking.id());
        BitSet ofAccount = numbers.computeIfAbsent(booking.account(), account -> new BitSet());
        if (ofAccount.get((int) booking.number())) {
            throw new AssertionError(sink + ": two payments of one number: " + booking);
        }
        ofAccount.set((int) booking.number());
    }

    /** Checks that the first {@code count} payments are there, and nothing else. */
    void requireAll(long count) {
        if (ids.cardinality() != count || ids.nextClearBit(0) != count) {
            throw new AssertionError(sink + ": " + ids.cardinality() + " payments, expected " + count
                    + ", the first that is not there: " + ids.nextClearBit(0));
        }
        numbers.forEach((account, ofAccount) -> {
            if (ofAccount.nextClearBit(1) != ofAccount.length()) {
                throw new AssertionError(sink + ": " + account + " has no number " + ofAccount.nextClearBit(1)
                        + ", but later ones: its state was lost or doubled");
            }
        });
    }

    /** Returns the number and balance that each account comes to with the first {@code count} payments. */
    static Map<String, Booking> totals(long count) {
        Map<String, Booking> totals = new HashMap<>();
        for (long index = 0; index < count; index++) {
            Booking payment = Booking.payment(index);
            totals.merge(payment.account(), Booking.NONE.then(payment), (before, one) -> before.then(payment));
        }
        return totals;
    }
}
