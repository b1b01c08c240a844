package io.weir.engine.operator;

/** The end of an edge: sends each record to the consumer that the edge names. */
interface Sending {

    void send(int consumer, Object value, long timestamp);
}
