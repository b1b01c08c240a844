package io.weir.database;

/**
 * A process that starts a server, prints its directory and the ids of its processes, and waits to be killed.
 *
 * <p>Threading: one thread.
 */
final class ServerOwner {

    private ServerOwner() {}

    /** Takes the product, and {@code suspended} to leave the server suspended. */
    public static void main(String[] args) throws InterruptedException {
        DatabaseServer server = DatabaseServer.start(DatabaseServerOptions.of(DatabaseProduct.valueOf(args[0])));
        if (args[1].equals("suspended")) {
            server.suspend();
        }
        System.out.println(server.directory());
        System.out.println(server.pid());
        ProcessHandle.of(server.pid()).orElseThrow().descendants().forEach(helper -> System.out.println(helper.pid()));
        System.out.println();
        Thread.currentThread().join();
    }
}
