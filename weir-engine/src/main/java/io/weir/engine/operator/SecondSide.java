package io.weir.engine.operator;

/** Where the second stream goes into an operator that reads two. */
final class SecondSide implements Output, Fetching {

    private final TwoSided operator;

    SecondSide(TwoSided operator) {
        this.operator = operator;
    }

    @Override
    public void accept(Object value, long timestamp) {
        operator.acceptSecond(value, timestamp);
    }

    @Override
    public void fetch(long[] keys, int count) {
        if (operator instanceof Fetching keeper) {
            keeper.fetch(keys, count);
        }
    }
}
