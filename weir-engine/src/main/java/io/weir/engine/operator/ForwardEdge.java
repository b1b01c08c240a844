package io.weir.engine.operator;

/** Sends each record to the same consumer. */
final class ForwardEdge implements Output {

    private final Sending sender;
    private final int consumer;

    ForwardEdge(Sending sender, int consumer) {
        this.sender = sender;
        this.consumer = consumer;
    }

    @Override
    public void accept(Object value, long timestamp) {
        sender.send(consumer, value, timestamp);
    }
}
