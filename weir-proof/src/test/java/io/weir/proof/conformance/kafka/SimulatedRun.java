package io.weir.proof.conformance.kafka;

import io.weir.proof.conformance.Replay;

/**
 * A run of operations on the simulated cluster.
 *
 * <p>Threading: confined to one thread.
 */
final class SimulatedRun implements Replay.Run<Operation> {

    private final SimulatedCluster cluster;
    private final Driver driver;

    SimulatedRun(long seed) {
        cluster = new SimulatedCluster(seed);
        driver = new Driver(cluster);
    }

    @Override
    public void moveSome() {
        cluster.moveSome();
    }

    @Override
    public boolean moveOnce() {
        return cluster.moveOnce();
    }

    @Override
    public String run(Operation operation) {
        return driver.run(operation);
    }

    @Override
    public boolean looks(Operation operation) {
        return operation.kind().looks();
    }

    @Override
    public void close() {
        driver.close();
    }
}
