package io.weir.stress;

/** How many times longer than in the build everything is tried: {@code -Dweir.soak=<factor>}. */
public final class Soak {

    public static final int FACTOR =
            (int) Math.max(1, Math.round(Double.parseDouble(System.getProperty("weir.soak", "1"))));

    private Soak() {}
}
