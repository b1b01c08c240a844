package io.weir.siege;

import java.util.List;

/**
 * A row of the output: a payment, and what its account came to with it.
 *
 * @param id of the payment; no other has it
 * @param account one of {@link #ACCOUNTS}
 * @param amount of the payment
 * @param number how many payments of the account there were, this one included
 * @param balance their sum
 */
public record Booking(long id, String account, long amount, long number, long balance) {

    static final int ACCOUNTS = 37;
    private static final String COMMA = ",";

    static final Booking NONE = new Booking(-1, "", 0, 0, 0);

    /** Returns the payment with an index, the same whenever it is asked for. */
    static Booking payment(long index) {
        long mixed = index * 0x9E3779B97F4A7C15L;
        return new Booking(
                index, "account-" + Long.remainderUnsigned(mixed >>> 17, ACCOUNTS), (mixed >>> 50) + 1, 0, 0);
    }

    /** Returns the booking of a payment behind this one of the same account. */
    Booking then(Booking payment) {
        return new Booking(payment.id, payment.account, payment.amount, number + 1, balance + payment.amount);
    }

    /** Returns the components as text, in their order. */
    List<String> cells() {
        return List.of(
                Long.toString(id), account, Long.toString(amount), Long.toString(number), Long.toString(balance));
    }

    /** Returns the cells with commas between them. */
    String line() {
        return String.join(COMMA, cells());
    }

    /** Reads what {@link #line} has written. */
    static Booking ofLine(String line) {
        String[] cells = line.split(COMMA);
        return new Booking(
                Long.parseLong(cells[0]),
                cells[1],
                Long.parseLong(cells[2]),
                Long.parseLong(cells[3]),
                Long.parseLong(cells[4]));
    }
}
