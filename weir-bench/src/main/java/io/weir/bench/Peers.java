package io.weir.bench;

import io.weir.bench.Entrant.Kind;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The other engines, as far as {@code weir-bench/run} was told to bring them. Each has a class path of its own, with nothing of another engine: they need
 * different versions of the same libraries.
 *
 * <p>Threading: stateless.
 */
final class Peers {

    private Peers() {}

    /** Returns the engines that are there, in the order of {@link Kind}. */
    static List<Kind> present() {
        return Stream.of(Kind.values())
                .filter(kind -> kind.isPeer() && has(kind))
                .toList();
    }

    static boolean has(Kind peer) {
        return find(peer) != null;
    }

    /**
     * Returns the class path for a JVM of this kind: a peer's own, or that of this JVM.
     *
     * @throws IllegalStateException if the peer is not there
     */
    static String classPath(Kind kind) {
        String path = kind.isPeer() ? find(kind) : System.getProperty("java.class.path");
        if (path == null) {
            throw new IllegalStateException(kind.word() + " is not on a class path: start weir-bench/run with PEERS="
                    + kind.module() + ", or with PEERS=all");
        }
        return path;
    }

    /** Runs it; that a peer cannot do the work, or does it wrongly, is a result too, and does not end the benchmark: there are no figures then. */
    static Map<Figure, Double> tolerate(Entrant entrant, Callable<Map<Figure, Double>> once) throws Exception {
        try {
            return once.call();
        } catch (IOException | IllegalStateException e) {
            if (!entrant.kind().isPeer()) {
                throw e;
            }
            System.out.println("  " + entrant.label() + "  cannot: " + e.getMessage());
            return Map.of();
        }
    }

    private static @Nullable String find(Kind peer) {
        return System.getProperty("weir.bench.peers." + peer.module());
    }
}
