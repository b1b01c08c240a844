package io.weir.proof.workload;

import java.nio.ByteBuffer;

/**
 * A record of the output: what a key's events, up to and with the one of {@code id}, come to.
 *
 * <p>Threading: Immutable.
 *
 * @param id of the event that led to it
 * @param count how many events the key has had
 * @param sum of their amounts
 */
public record Result(long key, long id, long count, long sum) {

    private static final int BYTES = 32;

    /** Before a key's first event. */
    public static final Result NONE = new Result(-1, -1, 0, 0);

    /** Returns the result after one more event. */
    public Result plus(Event event) {
        return new Result(event.key(), event.id(), count + 1, sum + event.amount());
    }

    /** Returns the result of results under another key, after one more. */
    public Result plus(long newKey, Result next) {
        return new Result(
                newKey, next.id(), count + 1, sum + Event.ofId(next.id()).amount());
    }

    /** Returns a single event as a result, for sinks that are behind no state. */
    public static Result of(Event event) {
        return new Result(event.key(), event.id(), 0, 0);
    }

    /** Returns a number that other results hardly have. */
    long mixed() {
        long mixed = ((key * 31 + id) * 31 + count) * 31 + sum;
        mixed = (mixed ^ (mixed >>> 30)) * 0xBF58476D1CE4E5B9L;
        mixed = (mixed ^ (mixed >>> 27)) * 0x94D049BB133111EBL;
        return mixed ^ (mixed >>> 31);
    }

    /** Returns the event that led to it. */
    public Event event() {
        return Event.ofId(id);
    }

    public byte[] toBytes() {
        return ByteBuffer.allocate(BYTES)
                .putLong(key)
                .putLong(id)
                .putLong(count)
                .putLong(sum)
                .array();
    }

    public static Result ofBytes(byte[] bytes) {
        return read(ByteBuffer.wrap(bytes));
    }

    static Result read(ByteBuffer buffer) {
        return new Result(buffer.getLong(), buffer.getLong(), buffer.getLong(), buffer.getLong());
    }
}
