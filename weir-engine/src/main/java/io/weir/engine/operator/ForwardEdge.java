package io.weir.engine.operator;

import io.weir.engine.exchange.Outlet;

/** Sends each record to the same consumer. */
final class ForwardEdge implements Output {

    private final Outlet outlet;
    private final int consumer;

    ForwardEdge(Outlet outlet, int consumer) {
        this.outlet = outlet;
        this.consumer = consumer;
    }

    @Override
    public void accept(Object value, long timestamp) {
        outlet.send(consumer, value, timestamp);
    }
}
