package io.weir.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.database.DatabaseServer;
import java.util.ArrayList;
import java.util.List;

/**
 * Files of PostgreSQL may grow by no more than a little: what each of the server's processes may write to one file is limited, which needs no rights. A
 * segment of its write-ahead log has 16 MiB and must find room, or the server ends; so the table is made larger than that first.
 */
record FileSizes(DatabaseServer server, TestTable table) implements Shortage {

    private static final String NOBODY = "65534";
    private static final int ROOM_BYTES = 256 << 10;

    @Override
    public void begin() throws Exception {
        table.execute("INSERT INTO " + table.name()
                + " (v) SELECT rpad('filler-' || n, 100, 'x') FROM generate_series(1, 130000) n");
        String largest =
                table.query("SELECT MAX(pg_relation_size(oid)) FROM pg_class").get(0);
        limit(Long.toString(Long.parseLong(largest) + ROOM_BYTES));
    }

    @Override
    public void end() throws Exception {
        limit("unlimited");
    }

    private void limit(String softLimit) throws Exception {
        ProcessHandle first = ProcessHandle.of(server.pid()).orElseThrow();
        limit(first, softLimit);
        for (ProcessHandle process : first.descendants().toList()) {
            limit(process, softLimit);
        }
    }

    private static void limit(ProcessHandle process, String softLimit) throws Exception {
        List<String> command = new ArrayList<>();
        if ("root".equals(System.getProperty("user.name"))) {
            // As the server's user: what another's processes may do takes a capability to change, which not every
            // root has.
            command.addAll(List.of("setpriv", "--reuid", NOBODY, "--regid", NOBODY, "--clear-groups"));
        }
        command.addAll(List.of("prlimit", "--pid", Long.toString(process.pid()), "--fsize=" + softLimit + ":"));
        Process prlimit = new ProcessBuilder(command).inheritIO().start();
        // A process of the server may have ended meanwhile.
        assertThat(prlimit.waitFor() == 0 || !process.isAlive()).isTrue();
    }
}
