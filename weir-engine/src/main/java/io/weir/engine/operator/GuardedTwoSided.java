package io.weir.engine.operator;

/** As {@link GuardedOperator}, with two streams. */
final class GuardedTwoSided extends GuardedOperator implements TwoSided {

    private final SecondSide second;

    GuardedTwoSided(TwoSided operator, Guarding guarding) {
        super(operator, guarding);
        this.second = new SecondSide(operator);
    }

    @Override
    public void acceptSecond(Object value, long timestamp) {
        guard(second, 1, value, timestamp);
    }
}
