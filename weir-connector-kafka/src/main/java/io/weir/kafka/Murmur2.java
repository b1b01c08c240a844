package io.weir.kafka;

/** MurmurHash2 with the seed of Kafka's producers, so that a key goes to the partition where every other Java producer would put it. */
final class Murmur2 {

    private static final int SEED = 0x9747b28c;
    private static final int M = 0x5bd1e995;
    private static final int R = 24;

    private Murmur2() {}

    /** Returns the partition of a key, as Kafka's default partitioner chooses it. */
    static int partition(byte[] key, int partitionCount) {
        return (hash(key) & 0x7fffffff) % partitionCount;
    }

    private static int hash(byte[] data) {
        int length = data.length;
        int h = SEED ^ length;
        int wholeLength = length & ~3;
        for (int i = 0; i < wholeLength; i += 4) {
            int k = (data[i] & 0xff) | (data[i + 1] & 0xff) << 8 | (data[i + 2] & 0xff) << 16 | data[i + 3] << 24;
            k *= M;
            k ^= k >>> R;
            k *= M;
            h = h * M ^ k;
        }
        int rest = 0;
        for (int i = length - 1; i >= wholeLength; i--) {
            rest = rest << 8 | data[i] & 0xff;
        }
        if (wholeLength < length) {
            h = (h ^ rest) * M;
        }
        h ^= h >>> 13;
        h *= M;
        return h ^ h >>> 15;
    }
}
