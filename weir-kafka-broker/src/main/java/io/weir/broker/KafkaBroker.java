package io.weir.broker;

import io.weir.broker.BrokerProcess.StartResult;
import io.weir.broker.KafkaBrokerOptions.Retention;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;

/**
 * A real Apache Kafka broker (one node, KRaft) in a child process that listens on 127.0.0.1 only. It can be
 * killed, paused and started again as a broker of a cluster can, and never outlives the JVM that started it,
 * not even one that is killed by SIGKILL.
 *
 * <pre>{@code
 * try (KafkaBroker broker = KafkaBroker.start(KafkaBrokerOptions.defaults())) {
 *     settings.put("bootstrap.servers", broker.bootstrapServers());
 *     broker.kill();
 *     broker.restart();
 * }
 * }</pre>
 *
 * <p>Threading: Thread-safe. A call waits for the one before it to end.
 */
public final class KafkaBroker implements AutoCloseable {

    /** Losing the race for a port this often in a row means that something else is wrong. */
    private static final int START_ATTEMPTS_MAX = 5;

    private static final Duration STOP_TIMEOUT = Duration.ofSeconds(30);

    private final KafkaBrokerOptions options;
    private final BrokerDirectory directory;
    private final Retention retention;
    private final Thread shutdownHook = new Thread(this::killAndDelete, "kafka-broker-kill");
    private final BrokerCommand command;
    private int port;
    private Optional<Path> unfinishedArchive = Optional.empty();
    private @Nullable Suspension suspension;

    /** Volatile for the shutdown hook, which must not wait for a call that is under way. */
    private volatile @Nullable BrokerProcess process;

    private KafkaBroker(
            KafkaBrokerOptions options, BrokerClasspath jars, BrokerDirectory directory, Retention retention)
            throws IOException {
        this.options = options;
        this.directory = directory;
        this.retention = retention;
        this.command = new BrokerCommand(options, jars, directory);
    }

    /**
     * Starts a broker and returns when it answers.
     *
     * @throws KafkaBrokerException if it does not, with the end of the broker's log; nothing is left behind then
     *     but a directory that was named in the options
     */
    public static KafkaBroker start(KafkaBrokerOptions options) {
        return start(options, LoopbackPorts::free);
    }

    static KafkaBroker start(KafkaBrokerOptions options, IntSupplier ports) {
        KafkaBroker broker = create(options);
        Runtime.getRuntime().addShutdownHook(broker.shutdownHook);
        try {
            broker.startOnFreePorts(ports);
            return broker;
        } catch (RuntimeException | Error e) {
            try {
                broker.close();
            } catch (RuntimeException suppressed) {
                e.addSuppressed(suppressed);
            }
            throw e;
        }
    }

    private static KafkaBroker create(KafkaBrokerOptions options) {
        BrokerClasspath jars = BrokerClasspath.load();
        try {
            if (options.directory().isEmpty()) {
                return new KafkaBroker(options, jars, BrokerDirectory.temporary(), options.retention());
            }
            Path root = Files.createDirectories(options.directory().get());
            return new KafkaBroker(options, jars, new BrokerDirectory(root), Retention.KEEP);
        } catch (IOException e) {
            throw new KafkaBrokerException("cannot make the broker's directory: options=" + options, e);
        }
    }

    private synchronized void startOnFreePorts(IntSupplier ports) {
        for (int attempt = 1; attempt <= START_ATTEMPTS_MAX; attempt++) {
            port = options.port() > 0 ? options.port() : ports.getAsInt();
            writeSettings(ports.getAsInt());
            if (launch() == StartResult.READY) {
                return;
            }
        }
        throw new KafkaBrokerException("a port of the broker is taken: attempts=" + START_ATTEMPTS_MAX + ", last port="
                + port + ", log ends:\n" + directory.logTail());
    }

    private void writeSettings(int controllerPort) {
        try {
            new BrokerSettings(port, controllerPort, options.partitionCount(), options.properties()).write(directory);
        } catch (IOException e) {
            throw new KafkaBrokerException("cannot write the broker's settings: directory=" + directory.root(), e);
        }
    }

    private StartResult launch() {
        try {
            BrokerCommand.Launch launch = command.launch();
            BrokerProcess started = BrokerProcess.start(launch.command(), directory);
            process = started;
            unfinishedArchive = launch.unfinishedArchive();
            return started.awaitReady(options.startTimeout());
        } catch (IOException e) {
            throw new KafkaBrokerException("cannot start the broker's JVM: directory=" + directory.root(), e);
        }
    }

    /** The address for clients, {@code 127.0.0.1:port}: the same for the whole life of this object. */
    public synchronized String bootstrapServers() {
        return LoopbackPorts.HOST + ":" + port;
    }

    /** The id of the broker's process, or of its last one if it is down. Changes with each {@link #restart}. */
    public long pid() {
        return current().pid();
    }

    /** Whether the process is alive, paused or not. */
    public boolean isRunning() {
        return current().isAlive();
    }

    /** Where the broker keeps its data, settings and log. */
    public Path directory() {
        return directory.root();
    }

    /** The broker's log, of all its processes one after the other. */
    public Path logFile() {
        return directory.logFile();
    }

    /** SIGKILL, paused or not. Returns when the process is gone. Does nothing if it is gone already. */
    public synchronized void kill() {
        current().kill();
        forgetSuspension();
    }

    /**
     * SIGSTOP: connections stay, and nothing answers until {@link #resume}. If the JVM that started the broker
     * ends, the paused broker is killed. Needs a POSIX shell.
     */
    public synchronized void pause() {
        requireRunning("paused");
        if (suspension == null) {
            suspension = Suspension.of(pid());
        }
    }

    /** SIGCONT. Does nothing if the broker is not paused. */
    public synchronized void resume() {
        if (suspension != null) {
            suspension.end();
            suspension = null;
        }
    }

    /**
     * Starts a broker that was killed or stopped again, on the same port and data. After {@link #kill} this
     * takes some 2 s longer than a first start: the controller waits for the killed broker's session to end.
     *
     * @throws IllegalStateException if it is running
     */
    public synchronized void restart() {
        if (isRunning()) {
            throw new IllegalStateException("only a broker that is down can be restarted: pid=" + pid());
        }
        forgetSuspension();
        if (launch() == StartResult.PORT_TAKEN) {
            throw new KafkaBrokerException("another process took the broker's port while it was down: port=" + port);
        }
    }

    /** A clean shutdown, which a paused broker is resumed for. Does nothing if the broker is down. */
    public synchronized void stop() {
        resume();
        if (isRunning()) {
            current().stop(STOP_TIMEOUT);
            unfinishedArchive.ifPresent(this::adopt);
            unfinishedArchive = Optional.empty();
        }
    }

    private void adopt(Path unfinished) {
        try {
            if (Files.exists(unfinished)) {
                command.archive().adopt(unfinished);
            }
        } catch (IOException e) {
            throw new KafkaBrokerException("cannot keep the class archive: file=" + unfinished, e);
        }
    }

    /**
     * Kills the broker, and deletes its directory if it is a temporary one that need not be kept. The first
     * broker of this user is stopped cleanly instead if it is running: then its JVM leaves the
     * {@linkplain ClassArchive archive} that lets later brokers start faster. Idempotent.
     */
    @Override
    public synchronized void close() {
        try {
            if (unfinishedArchive.isPresent() && suspension == null && process != null && process.isAlive()) {
                stop();
            }
        } finally {
            killAndDelete();
            forgetSuspension();
            removeShutdownHook();
        }
    }

    private void killAndDelete() {
        BrokerProcess last = process;
        if (last != null) {
            last.kill();
        }
        if (retention == Retention.DELETE) {
            directory.delete();
        }
    }

    private void removeShutdownHook() {
        try {
            Runtime.getRuntime().removeShutdownHook(shutdownHook);
        } catch (IllegalStateException exiting) {
            // The hook is running or about to, and finds nothing left to do.
            return;
        }
    }

    private void forgetSuspension() {
        if (suspension != null) {
            suspension.dismissGuard();
            suspension = null;
        }
    }

    private void requireRunning(String action) {
        if (!isRunning()) {
            throw new IllegalStateException("only a running broker can be " + action + ": pid=" + pid());
        }
    }

    private BrokerProcess current() {
        BrokerProcess last = process;
        if (last == null) {
            throw new IllegalStateException("the broker was never started");
        }
        return last;
    }
}
