package io.weir.broker;

import java.io.IOException;
import java.io.Reader;
import java.lang.management.ManagementFactory;
import java.lang.reflect.Field;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import kafka.server.ControllerServer;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;
import scala.Option;

/**
 * The main class of the broker's process: formats the storage if it is new, starts the broker, says that it is
 * ready, and then obeys its standard input. The one class of this module that needs Kafka's.
 *
 * <p>Protocol with the parent, see {@link BrokerProcess}: the ready file is created when the broker answers;
 * the byte {@link #STOP} on the standard input asks for a clean stop; the end of the input means that the parent
 * is gone, however it went, and the process halts at once.
 *
 * <p>This class must stay a single class file, for {@link ClassArchive} packs it alone.
 *
 * <p>Threading: one thread reads the standard input from the beginning; the thread that runs {@link #main}
 * starts the broker and then waits for the other. The broker runs in Kafka's own threads.
 */
final class BrokerMain {

    static final int STOP = 's';

    private static final int EXIT_START_FAILED = 70;
    private static final int EXIT_PARENT_GONE = 69;
    private static final long FENCE_POLL_NANOS = 5_000_000;

    /** How many session timeouts to wait. A broker that was killed before it was registered waits in vain. */
    private static final int FENCE_SESSIONS_MAX = 3;

    private BrokerMain() {}

    /** Takes the path of the server.properties and that of the ready file. */
    public static void main(String[] args) throws IOException, InterruptedException {
        CountDownLatch stopRequested = new CountDownLatch(1);
        Thread parentWatch = new Thread(() -> readRequests(stopRequested), "parent-watch");
        parentWatch.setDaemon(true);
        parentWatch.start();

        KafkaRaftServer server = startOrHalt(Path.of(args[0]));
        System.err.println("READY pid=" + ProcessHandle.current().pid());
        Files.createFile(Path.of(args[1]));

        stopRequested.await();
        server.shutdown();
        server.awaitShutdown();
        System.exit(0);
    }

    private static void readRequests(CountDownLatch stopRequested) {
        try {
            for (int request = System.in.read(); request >= 0; request = System.in.read()) {
                if (request == STOP) {
                    stopRequested.countDown();
                }
            }
            System.err.println("the parent closed the standard input");
        } catch (IOException e) {
            System.err.println("the standard input cannot be read: " + e);
        }
        Runtime.getRuntime().halt(EXIT_PARENT_GONE);
    }

    /** Halts instead of returning an error: what a failed start leaves behind are Kafka's threads, which would stay. */
    private static KafkaRaftServer startOrHalt(Path settingsFile) {
        try {
            Properties settings = new Properties();
            try (Reader reader = Files.newBufferedReader(settingsFile)) {
                settings.load(reader);
            }
            KafkaConfig config = new KafkaConfig(settings);
            boolean isNew = formatIfNew(Path.of(settings.getProperty("log.dirs")), config);
            KafkaRaftServer server = new KafkaRaftServer(config, Time.SYSTEM);
            if (!isNew) {
                startControllerFirst(server, FENCE_SESSIONS_MAX * config.getInt("broker.session.timeout.ms"));
            }
            // Returns when the controller has let the broker in and both ports accept.
            server.startup();
            return server;
        } catch (Throwable e) {
            e.printStackTrace();
            Runtime.getRuntime().halt(EXIT_START_FAILED);
            throw new AssertionError("halted", e);
        }
    }

    /**
     * Starts the controller alone, and lets the broker wait until the controller has fenced its last incarnation.
     *
     * <p>Started together, as Kafka does it, the broker takes up the leaderships of its last incarnation, loads the
     * transactions that were being committed when it was killed, and tries to send their markers. Then the controller
     * fences it, and for some milliseconds its partitions have no leader. Kafka (4.4) takes them for deleted, skips the
     * markers and declares the transactions complete: a commit that was acknowledged is lost, and the partitions are
     * blocked for good. In a cluster of several brokers others take the partitions over.
     */
    private static void startControllerFirst(KafkaRaftServer server, long fenceTimeoutMillis) throws Exception {
        Field field = KafkaRaftServer.class.getDeclaredField("controller");
        field.setAccessible(true);
        // Starting it again, as the server will, does nothing.
        ((Option<?>) field.get(server)).foreach(controller -> {
            ((ControllerServer) controller).startup();
            return null;
        });
        long startNanos = System.nanoTime();
        while (brokerCount("FencedBrokerCount") + brokerCount("ControlledShutdownBrokerCount") == 0
                && System.nanoTime() - startNanos < TimeUnit.MILLISECONDS.toNanos(fenceTimeoutMillis)) {
            LockSupport.parkNanos(FENCE_POLL_NANOS);
        }
    }

    /** One of the controller's gauges; 0 as long as it is not there. */
    private static int brokerCount(String gauge) throws Exception {
        ObjectName name = new ObjectName("kafka.controller:type=KafkaController,name=" + gauge);
        MBeanServer beans = ManagementFactory.getPlatformMBeanServer();
        return beans.isRegistered(name) ? ((Number) beans.getAttribute(name, "Value")).intValue() : 0;
    }

    /** Returns whether it was new. */
    private static boolean formatIfNew(Path data, KafkaConfig config) throws Exception {
        if (Files.exists(data.resolve("meta.properties"))) {
            return false;
        }
        new Formatter()
                .setClusterId(Uuid.randomUuid().toString())
                .setNodeId(config.nodeId())
                .addDirectory(data.toString())
                .setMetadataLogDirectory(data.toString())
                .setControllerListenerName("CONTROLLER")
                .setPrintStream(System.err)
                .run();
        return true;
    }
}
