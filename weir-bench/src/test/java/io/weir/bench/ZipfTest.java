package io.weir.bench;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class ZipfTest {

    private static final double EXPONENT = 0.99;
    private static final int DRAWS = 2_000_000;

    @Test
    void everyRankOfAFewComesAsOftenAsTheLawSays() {
        int ranks = 12;
        long[] counts = counts(ranks);
        double total = sumOfWeights(1, ranks);
        for (int rank = 1; rank <= ranks; rank++) {
            double expected = DRAWS * Math.pow(rank, -EXPONENT) / total;
            // Five standard deviations of a binomial count.
            assertThat((double) counts[rank])
                    .as("rank %d", rank)
                    .isBetween(expected - 5 * Math.sqrt(expected), expected + 5 * Math.sqrt(expected));
        }
    }

    @Test
    void rangesOfAMillionRanksComeAsOftenAsTheLawSays() {
        int ranks = 1_000_000;
        long[] counts = counts(ranks);
        double total = sumOfWeights(1, ranks);
        for (int from = 1; from <= ranks; from *= 4) {
            int to = Math.min(from * 4 - 1, ranks);
            double expected = DRAWS * sumOfWeights(from, to) / total;
            long actual = 0;
            for (int rank = from; rank <= to; rank++) {
                actual += counts[rank];
            }
            assertThat((double) actual)
                    .as("ranks %d to %d", from, to)
                    .isBetween(expected - 5 * Math.sqrt(expected), expected + 5 * Math.sqrt(expected));
        }
    }

    /** The numbers are those that a {@link KeySequence} makes. */
    private static long[] counts(int ranks) {
        Zipf zipf = new Zipf(ranks);
        long[] counts = new long[ranks + 1];
        for (long index = 0; index < DRAWS; index++) {
            counts[(int) zipf.rank(index * 0x9E3779B97F4A7C15L)]++;
        }
        return counts;
    }

    private static double sumOfWeights(int from, int to) {
        double sum = 0;
        for (int rank = from; rank <= to; rank++) {
            sum += Math.pow(rank, -EXPONENT);
        }
        return sum;
    }
}
