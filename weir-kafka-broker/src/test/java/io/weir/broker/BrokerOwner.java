package io.weir.broker;

import java.nio.file.Path;

/**
 * A process that starts a broker, prints the broker's process id, and waits to be killed.
 *
 * <p>Threading: one thread.
 */
final class BrokerOwner {

    private BrokerOwner() {}

    /** Takes the broker's directory, and {@code paused} to leave the broker paused. */
    public static void main(String[] args) throws InterruptedException {
        KafkaBroker broker = KafkaBroker.start(KafkaBrokerOptions.defaults().withDirectory(Path.of(args[0])));
        if (args[1].equals("paused")) {
            broker.pause();
        }
        System.out.println(broker.pid());
        Thread.currentThread().join();
    }
}
