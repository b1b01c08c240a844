package io.weir.stress;

/** How many times longer than in the build everything is tried: {@code -Dweir.soak=<factor>}. */
public final class Soak {

    public static final int FACTOR = Math.max(1, Integer.getInteger("weir.soak", 1));

    private Soak() {}
}
