package io.weir.engine.operator;

import io.weir.engine.exchange.Outlet;

/** Sends every record to each consumer. */
final class BroadcastEdge implements Output {

    private final Outlet outlet;

    BroadcastEdge(Outlet outlet) {
        this.outlet = outlet;
    }

    @Override
    public void accept(Object value, long timestamp) {
        outlet.sendToAll(value, timestamp);
    }
}
