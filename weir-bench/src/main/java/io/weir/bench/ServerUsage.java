package io.weir.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * The processor time of a server with processes of its own, those that have ended included: a database has one for each connection.
 *
 * <p>Threading: stateless.
 */
final class ServerUsage {

    private static final long NANOS_PER_TICK = 10_000_000L;

    /** Behind the name in parentheses: own time in user and system, and that of children which have ended. */
    private static final int FIRST_TIME = 11;

    private static final int TIMES_END = 15;

    private ServerUsage() {}

    /** Returns nanoseconds up to now; 0 for no process, and where that cannot be read. */
    static long nanos(long pid) {
        List<ProcessHandle> family = ProcessHandle.of(pid).stream()
                .flatMap(root -> Stream.concat(Stream.of(root), root.descendants()))
                .toList();
        long ticks = 0;
        for (ProcessHandle process : family) {
            ticks += ticks(Path.of("/proc", Long.toString(process.pid()), "stat"));
        }
        return ticks * NANOS_PER_TICK;
    }

    private static long ticks(Path statistics) {
        try {
            String text = Files.readString(statistics);
            String[] fields = text.substring(text.lastIndexOf(')') + 2).split(" ");
            long ticks = 0;
            for (int i = FIRST_TIME; i < TIMES_END; i++) {
                ticks += Long.parseLong(fields[i]);
            }
            return ticks;
        } catch (IOException e) {
            // It has ended meanwhile.
            return 0;
        }
    }
}
