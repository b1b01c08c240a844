package io.weir.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.FeatureMetadata;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KafkaBrokerIT {

    private static final long PAUSED_MILLIS_MAX = 300;

    @Test
    void servesPlainClientsAndKeepsPortAndDataThroughAKillAndThroughAStop() throws Exception {
        try (KafkaBroker broker = KafkaBroker.start(KafkaBrokerOptions.defaults())) {
            String address = broker.bootstrapServers();
            PlainClients clients = new PlainClients(address);
            clients.createTopic("letters");
            clients.writeInOneTransaction("letters", "a", "b");
            assertThat(clients.read("letters", "first", 2)).containsExactly("a", "b");

            long killedPid = broker.pid();
            broker.kill();
            assertThat(broker.isRunning()).isFalse();
            broker.restart();
            assertThat(broker.bootstrapServers()).isEqualTo(address);
            assertThat(broker.pid()).isNotEqualTo(killedPid);
            clients.writeInOneTransaction("letters", "c");
            assertThat(clients.read("letters", "second", 3)).containsExactly("a", "b", "c");

            broker.stop();
            assertThat(broker.isRunning()).isFalse();
            broker.restart();
            assertThat(clients.read("letters", "third", 3)).containsExactly("a", "b", "c");
        }
    }

    /** See {@link BrokerMain}: without its order of starting, about every other of these kills blocked the topic for good. */
    @Test
    void aKillLeavesNoTransactionHalfCommitted() throws Exception {
        try (KafkaBroker broker = KafkaBroker.start(KafkaBrokerOptions.defaults())) {
            new PlainClients(broker.bootstrapServers()).createTopic("letters");
            for (int kill = 0; kill < 3; kill++) {
                try (Committing writers = Committing.start(broker.bootstrapServers(), "letters", 4)) {
                    writers.awaitCommits(40);
                    broker.kill();
                }
                broker.restart();
                Committing.awaitNothingOpen(broker.bootstrapServers(), "letters");
            }
        }
    }

    @Test
    void answersNothingWhilePausedAndEverythingAfterwards() throws Exception {
        try (KafkaBroker broker = KafkaBroker.start(KafkaBrokerOptions.defaults());
                Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
            assertThat(transactionVersion(admin)).isEqualTo((short) 2);

            broker.pause();
            var answer = admin.describeCluster().clusterId();
            assertThatThrownBy(() -> answer.get(PAUSED_MILLIS_MAX, TimeUnit.MILLISECONDS))
                    .isInstanceOf(TimeoutException.class);

            broker.resume();
            assertThat(answer.get(20, TimeUnit.SECONDS)).isNotBlank();

            broker.pause();
            broker.kill();
            assertThat(broker.isRunning()).isFalse();
        }
    }

    @Test
    void leavesNeitherAProcessNorADirectoryWhenItIsClosed() {
        KafkaBroker broker = KafkaBroker.start(KafkaBrokerOptions.defaults());
        long pid = broker.pid();
        assertThat(broker.logFile()).exists();

        broker.close();
        broker.close();

        assertThat(isAlive(pid)).isFalse();
        assertThat(broker.directory()).doesNotExist();
    }

    @Test
    void choosesOtherPortsWhenAnotherProcessTookTheFirstOnes() throws Exception {
        try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            int taken = other.getLocalPort();
            int brokerPort = LoopbackPorts.free();
            Queue<Integer> ports = new ArrayDeque<>(
                    List.of(taken, LoopbackPorts.free(), brokerPort, taken, brokerPort, LoopbackPorts.free()));

            try (KafkaBroker broker = KafkaBroker.start(KafkaBrokerOptions.defaults(), ports::remove)) {
                assertThat(broker.bootstrapServers()).isEqualTo("127.0.0.1:" + brokerPort);
                assertThat(ports).isEmpty();
            }
        }
    }

    @Test
    void aFailedStartSaysWhyAndKeepsADirectoryThatWasNamed(@TempDir Path directory) {
        KafkaBrokerOptions options =
                KafkaBrokerOptions.defaults().withDirectory(directory).withProperty("num.io.threads", "many");

        assertThatThrownBy(() -> KafkaBroker.start(options))
                .isInstanceOf(KafkaBrokerException.class)
                .hasMessageContaining("Invalid value many for configuration num.io.threads");
        assertThat(Files.exists(directory)).isTrue();
    }

    @Test
    void isSharedByAllWhoAskForTheSharedBroker() throws Exception {
        PlainClients clients = new PlainClients(SharedBroker.bootstrapServers());
        clients.createTopic("shared");

        assertThat(SharedBroker.bootstrapServers()).isEqualTo(clients.bootstrapServers());
    }

    private static short transactionVersion(Admin admin) throws ExecutionException, InterruptedException {
        FeatureMetadata features = admin.describeFeatures().featureMetadata().get();
        return features.finalizedFeatures().get("transaction.version").maxVersionLevel();
    }

    private static boolean isAlive(long pid) {
        return ProcessHandle.of(pid).filter(ProcessHandle::isAlive).isPresent();
    }
}
