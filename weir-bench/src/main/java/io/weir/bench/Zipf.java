package io.weir.bench;

/**
 * Ranks by Zipf's law with the exponent 0.99, as in the YCSB benchmarks: rank k comes with a probability proportional to {@code k^-0.99}. The rank is a function of a
 * number, so that a record can be made again from its index, on any JVM.
 *
 * <p>By rejection-inversion (W. Hörmann, G. Derflinger: Rejection-inversion to generate variates from monotone discrete distributions, 1996): a number is put
 * through the inverse of the integral of {@code x^-0.99}, and rounded; where the rounding would be unfair it is now and then refused. The distribution is
 * exact but for the rounding of doubles. The exponent makes that inverse a hundredth power, which is eight multiplications.
 *
 * <p>Threading: Immutable.
 */
final class Zipf {

    private static final double EXPONENT = 0.99;
    private static final double LOW_BITS = 0x1p-53;

    /** An odd constant, so that what a refused number is followed by has nothing to do with what follows the next one. */
    private static final long NEXT_TRY = 0x9E3779B97F4A7C15L;

    private final long ranks;
    private final double integralOfFirst;
    private final double integralOfAll;
    private final double sureDistance;

    /** @param ranks the ranks are 1 up to this */
    Zipf(long ranks) {
        this.ranks = ranks;
        this.integralOfFirst = integral(1.5) - 1;
        this.integralOfAll = integral(ranks + 0.5);
        this.sureDistance = 2 - inverse(integral(2.5) - density(2));
    }

    /** Returns the rank of a number. */
    long rank(long number) {
        long state = number;
        while (true) {
            double area = integralOfAll + (mix(state) >>> 11) * LOW_BITS * (integralOfFirst - integralOfAll);
            double x = inverse(area);
            long rank = Math.min(Math.max((long) (x + 0.5), 1), ranks);
            if (rank - x <= sureDistance || area >= integral(rank + 0.5) - density((double) rank)) {
                return rank;
            }
            state = mix(state + NEXT_TRY);
        }
    }

    /** The finalizer of SplitMix64. */
    static long mix(long number) {
        long z = (number ^ (number >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }

    /** Strict, so that every JVM gives the same ranks. */
    private static double integral(double x) {
        return (StrictMath.pow(x, 1 - EXPONENT) - 1) * 100;
    }

    private static double density(double x) {
        return StrictMath.pow(x, -EXPONENT);
    }

    private static double inverse(double area) {
        double base = 1 + area / 100;
        double power4 = base * base * (base * base);
        double power8 = power4 * power4;
        double power16 = power8 * power8;
        double power32 = power16 * power16;
        return power32 * power32 * power32 * power4;
    }
}
