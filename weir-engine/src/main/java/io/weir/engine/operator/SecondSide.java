package io.weir.engine.operator;

/** Where the second stream goes into an operator that reads two. */
final class SecondSide implements Output {

    private final TwoSided operator;

    SecondSide(TwoSided operator) {
        this.operator = operator;
    }

    @Override
    public void accept(Object value, long timestamp) {
        operator.acceptSecond(value, timestamp);
    }
}
