package io.weir.proof.conformance.kafka;

import io.weir.kafka.KafkaClients;
import io.weir.proof.kafka.SimKafka;
import io.weir.testkit.world.Chaos;
import io.weir.testkit.world.Entropy;
import io.weir.testkit.world.SimWorld;

/**
 * The simulated broker in a world without faults. What moves there by itself, moves when a test says so.
 *
 * <p>Threading: confined to one thread.
 */
final class SimulatedCluster implements Cluster {

    private static final long SHORT_TIMEOUT_NANOS = Driver.SHORT_TIMEOUT_MILLIS * 1_000_000L;

    private final SimWorld world;
    private final SimKafka kafka;
    private final KafkaClients clients;
    private final Entropy entropy;

    /** In how many of eight cases one more thing moves between two operations: in one world the network is quick, in another nothing ever arrives. */
    private final int movesOfEight;

    SimulatedCluster(long seed) {
        world = new SimWorld(new SimWorld.Settings(seed, SimWorld.Picking.UNIFORM, false, 1), Chaos.NONE, null);
        kafka = new SimKafka(world, (id, offsets) -> {});
        clients = kafka.clientsOf(world.startProcess(1));
        entropy = world.entropy("conformance");
        movesOfEight = entropy.nextInt(8);
        for (int topic = 0; topic < Operation.TOPICS; topic++) {
            kafka.createTopic(name("topic-" + topic), Operation.PARTITIONS);
        }
    }

    @Override
    public KafkaClients clients() {
        return clients;
    }

    @Override
    public String name(String plain) {
        return plain;
    }

    @Override
    public String servers() {
        return "simulated:9092";
    }

    @Override
    public boolean isOngoing(String transactionalId) {
        return kafka.ongoingTransactions().contains(transactionalId);
    }

    /** Goes on until the transaction has timed out: what is on its way may still open it. */
    @Override
    public void awaitTimedOut(String transactionalId) {
        while (isOngoing(transactionalId)) {
            world.passNanos(SHORT_TIMEOUT_NANOS);
            moveOnce();
        }
    }

    /** Lets one thing happen that is under way; returns false if nothing is. */
    boolean moveOnce() {
        if (!kafka.ready()) {
            return false;
        }
        kafka.act();
        return true;
    }

    /** Lets some of what is under way happen, or none; seldom, so much time passes that a short transaction times out. */
    void moveSome() {
        if (entropy.oneIn(12)) {
            world.passNanos(SHORT_TIMEOUT_NANOS);
        }
        while (entropy.nextInt(8) < movesOfEight && moveOnce()) {
            // Each move is one of chance.
        }
    }

    @Override
    public void awaitEnded(String transactionalId) {
        while (moveOnce()) {
            // Until nothing is under way.
        }
    }

    @Override
    public void settle() {
        while (moveOnce()) {
            // Until nothing is under way.
        }
        if (!kafka.blockedPartitions().isEmpty()) {
            throw new AssertionError("readers are kept from " + kafka.blockedPartitions());
        }
    }
}
