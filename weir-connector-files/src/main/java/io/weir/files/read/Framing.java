package io.weir.files.read;

/**
 * Finds where a record ends.
 *
 * <p>Threading: confined to one cursor.
 */
interface Framing {

    /** Begins a record. */
    void begin();

    /**
     * Looks through further bytes of the record that was begun.
     *
     * @return the index of the line feed that ends it; -1 if it goes on behind {@code to}
     */
    int end(byte[] bytes, int from, int to);

    /** Every line is a record. */
    final class Lines implements Framing {

        @Override
        public void begin() {}

        @Override
        public int end(byte[] bytes, int from, int to) {
            for (int i = from; i < to; i++) {
                if (bytes[i] == '\n') {
                    return i;
                }
            }
            return -1;
        }
    }
}
