package io.weir.bench.nexmark;

/**
 * What results come to, in whatever order they came.
 *
 * <p>Threading: Immutable.
 *
 * @param count of results, or of the keys that have one; 0 where the number means nothing
 * @param hash over all of their contents
 */
public record Checksum(long count, long hash) {

    /** Reads what {@link #toString} wrote. */
    public static Checksum parse(String text) {
        String[] parts = text.split(":");
        return new Checksum(Long.parseLong(parts[0]), Long.parseUnsignedLong(parts[1], 16));
    }

    @Override
    public String toString() {
        return count + ":" + Long.toHexString(hash);
    }
}
