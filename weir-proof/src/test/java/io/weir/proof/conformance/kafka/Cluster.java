package io.weir.proof.conformance.kafka;

import io.weir.kafka.KafkaClients;

/** A Kafka cluster, real or simulated, and what a test needs of it beside the clients. */
interface Cluster {

    KafkaClients clients();

    /** Returns the name of a topic, a group or a transactional id in this cluster. */
    String name(String plain);

    /** Returns the address that clients are given. */
    String servers();

    /** Returns whether a transactional id has a transaction that nobody has ended yet. */
    boolean isOngoing(String transactionalId);

    /** Waits until the cluster has given a transaction up because it lasted too long. */
    void awaitTimedOut(String transactionalId);

    /** Waits until the transaction of an id, which has been ended, has ended everywhere. */
    void awaitEnded(String transactionalId);

    /** Waits until no partition has records that readers of committed ones are kept from: every transaction must have been ended. */
    void settle();
}
