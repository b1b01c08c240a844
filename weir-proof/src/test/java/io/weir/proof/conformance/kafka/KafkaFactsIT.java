package io.weir.proof.conformance.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.broker.KafkaBroker;
import io.weir.proof.conformance.kafka.Operation.Kind;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.admin.TransactionDescription;
import org.apache.kafka.clients.admin.TransactionState;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What Weir and its simulator rely on, asked of the real broker; and of the simulated one, so that neither is believed alone. */
class KafkaFactsIT {

    enum World {
        REAL,
        SIMULATED
    }

    private static final int ATTEMPTS_MAX = 500;
    private static final AtomicInteger NAMES = new AtomicInteger();

    private static KafkaBroker broker;

    @BeforeAll
    static void startBroker() {
        broker = RealCluster.startBroker();
    }

    @AfterAll
    static void stopBroker() {
        broker.close();
    }

    private interface Fact {
        void check(Driver driver, Cluster cluster);
    }

    private static void in(World world, Fact fact) {
        if (world == World.SIMULATED) {
            SimulatedCluster cluster = new SimulatedCluster(1);
            try (Driver driver = new Driver(cluster)) {
                fact.check(driver, cluster);
            }
        } else {
            try (RealCluster cluster = real();
                    Driver driver = new Driver(cluster)) {
                fact.check(driver, cluster);
            }
        }
    }

    private static RealCluster real() {
        return new RealCluster(broker.bootstrapServers(), "facts-" + NAMES.incrementAndGet() + "-");
    }

    private static Operation send(int id, int number) {
        return new Operation(Kind.SEND, id, false, 0, 0, 0, number);
    }

    private static Operation offset(int id, int number) {
        return new Operation(Kind.OFFSETS, id, false, 0, 0, 0, number);
    }

    private static String ledger(Driver driver) {
        return driver.run(Operation.ledger(0, 0, 0));
    }

    @ParameterizedTest
    @EnumSource
    void ofTwoCommittedOffsetsTheOneThatWasAddedLaterCountsWhicheverTransactionEndsFirst(World world) {
        in(world, (driver, cluster) -> {
            driver.runAll(
                    List.of(Operation.of(Kind.OPEN, 0), Operation.of(Kind.OPEN, 1), offset(0, 10), offset(1, 20)));
            assertThat(driver.run(Kind.COMMIT, 1)).isEqualTo("[]");
            cluster.awaitEnded(cluster.name("id-1"));
            assertThat(driver.run(Kind.COMMIT, 0)).isEqualTo("[]");
            cluster.awaitEnded(cluster.name("id-0"));
            assertThat(ledger(driver)).isEqualTo("20");
        });
    }

    @ParameterizedTest
    @EnumSource
    void aStableReadLeavesOutWhatIsPendingAndDoesNotWait(World world) {
        in(world, (driver, cluster) -> {
            assertThat(ledger(driver)).isEqualTo("none");
            driver.runAll(List.of(Operation.of(Kind.OPEN, 0), offset(0, 10)));
            assertThat(ledger(driver)).as("pending, and none committed before").isEqualTo("left out");
            driver.run(Kind.COMMIT, 0);
            cluster.awaitEnded(cluster.name("id-0"));
            assertThat(ledger(driver)).isEqualTo("10");
            driver.run(offset(0, 20));
            assertThat(ledger(driver)).as("pending, with one committed before").isEqualTo("left out");
            assertThat(driver.run(Operation.ledger(0, 0, 1)))
                    .as("another partition")
                    .isEqualTo("none");
            driver.run(Kind.ABORT, 0);
            cluster.awaitEnded(cluster.name("id-0"));
            assertThat(ledger(driver)).isEqualTo("10");
        });
    }

    @ParameterizedTest
    @EnumSource
    void aFencedProducerCanNeitherCommitNorWriteNorAddOffsets(World world) {
        for (Kind fence : List.of(Kind.OPEN, Kind.FENCE)) {
            boolean old = fence == Kind.OPEN;
            for (Kind late : List.of(Kind.COMMIT, Kind.FLUSH, Kind.OFFSETS)) {
                in(world, (driver, cluster) -> {
                    driver.runAll(List.of(Operation.of(Kind.OPEN, 0), send(0, 1), Operation.of(Kind.FLUSH, 0)));
                    assertThat(driver.run(fence, 0)).isEqualTo("ok");
                    if (late == Kind.FLUSH) {
                        driver.run(new Operation(Kind.SEND, 0, old, 0, 0, 0, 2));
                    }
                    assertThat(driver.run(new Operation(late, 0, old, 0, 0, 0, 2)))
                            .as("%s after %s", late, fence)
                            .isEqualTo(
                                    late == Kind.FLUSH
                                            ? "[InvalidProducerEpochException, ok]"
                                            : "ProducerFencedException");
                    cluster.settle();
                    // The record and the marker that rolled it back.
                    assertThat(driver.run(Operation.view(0, 0))).isEqualTo("[] before 2");
                    assertThat(ledger(driver)).isEqualTo("none");
                });
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void afterATimeoutACommitIsRefusedAsOfAnInvalidState(World world) {
        in(world, (driver, cluster) -> {
            timedOut(driver);
            assertThat(driver.run(Kind.COMMIT, 0)).isEqualTo("InvalidTxnStateException");
        });
    }

    @ParameterizedTest
    @EnumSource
    void afterATimeoutRollingBackSucceedsAndTheProducerGoesOn(World world) {
        in(world, (driver, cluster) -> {
            timedOut(driver);
            assertThat(driver.runAll(List.of(Operation.of(Kind.ABORT, 0), send(0, 2), Operation.of(Kind.COMMIT, 0))))
                    .containsExactly("ok", "ok", "[ok]");
            cluster.settle();
            assertThat(driver.run(Operation.view(0, 0))).isEqualTo("[v2] before 4");
        });
    }

    @ParameterizedTest
    @EnumSource
    void afterATimeoutRecordsAndOffsetsAreRefused(World world) {
        in(world, (driver, cluster) -> {
            timedOut(driver);
            driver.run(send(0, 2));
            assertThat(driver.run(Kind.FLUSH, 0)).isEqualTo("[InvalidProducerEpochException, ok]");
        });
        in(world, (driver, cluster) -> {
            timedOut(driver);
            assertThat(driver.run(offset(0, 2))).isEqualTo("ProducerFencedException");
        });
    }

    private static void timedOut(Driver driver) {
        assertThat(driver.runAll(List.of(
                        Operation.of(Kind.OPEN_SHORT, 0),
                        send(0, 1),
                        Operation.of(Kind.FLUSH, 0),
                        Operation.of(Kind.TIME_OUT, 0))))
                .containsExactly("ok", "ok", "[ok]", "ok");
    }

    @ParameterizedTest
    @EnumSource
    void offsetsAloneBeginATransaction(World world) {
        in(world, (driver, cluster) -> {
            driver.run(Kind.OPEN, 0);
            assertThat(driver.run(Kind.ONGOING, 0)).isEqualTo("not ongoing");
            driver.run(offset(0, 10));
            assertThat(driver.run(Kind.ONGOING, 0)).isEqualTo("ongoing");
            assertThat(driver.run(Kind.COMMIT, 0)).isEqualTo("[]");
            cluster.awaitEnded(cluster.name("id-0"));
            assertThat(ledger(driver)).isEqualTo("10");
        });
    }

    @ParameterizedTest
    @EnumSource
    void fencingReturnsWhenWhatWasDecidedIsInTheLedger(World world) {
        for (Kind fence : List.of(Kind.OPEN, Kind.FENCE)) {
            in(world, (driver, cluster) -> {
                driver.runAll(List.of(Operation.of(Kind.OPEN, 0), offset(0, 10), Operation.of(Kind.COMMIT, 0)));
                driver.run(fence, 0);
                assertThat(ledger(driver)).isEqualTo("10");
            });
        }
    }

    @Test
    void everyEndOfATransactionAndEveryFenceHasAnEpochOfItsOwn() {
        try (RealCluster cluster = real();
                Driver driver = new Driver(cluster)) {
            String id = cluster.name("id-0");
            driver.run(Kind.OPEN, 0);
            int epoch = epoch(cluster, id);
            for (Kind end : List.of(Kind.COMMIT, Kind.ABORT, Kind.COMMIT)) {
                driver.runAll(List.of(send(0, 1), Operation.of(Kind.FLUSH, 0), Operation.of(end, 0)));
                assertThat(epoch(cluster, id)).as("after %s", end).isEqualTo(++epoch);
            }
            driver.run(Kind.FENCE, 0);
            assertThat(epoch(cluster, id)).as("after a fence").isEqualTo(++epoch);
            driver.runAll(List.of(Operation.of(Kind.OPEN, 0), send(0, 2), Operation.of(Kind.FLUSH, 0)));
            assertThat(epoch(cluster, id)).as("after an opening").isEqualTo(++epoch);
            driver.run(Kind.FENCE, 0);
            assertThat(epoch(cluster, id)).as("after a rollback and a fence").isEqualTo(epoch + 2);
        }
    }

    private static int epoch(RealCluster cluster, String id) {
        TransactionDescription description = cluster.describe(id);
        return description == null ? -1 : description.producerEpoch();
    }

    @Test
    void aCommitReturnsBeforeItsMarkersAreWritten() {
        try (RealCluster cluster = real();
                Driver driver = new Driver(cluster)) {
            driver.run(Kind.OPEN, 0);
            boolean seen = false;
            for (int attempt = 0; attempt < ATTEMPTS_MAX && !seen; attempt++) {
                driver.runAll(List.of(send(0, attempt), Operation.of(Kind.COMMIT, 0)));
                TransactionDescription description = cluster.describe(cluster.name("id-0"));
                seen = description != null && description.state() == TransactionState.PREPARE_COMMIT;
            }
            assertThat(seen).as("in one of %d commits", ATTEMPTS_MAX).isTrue();
        }
    }
}
