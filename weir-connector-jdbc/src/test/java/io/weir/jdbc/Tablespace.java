package io.weir.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.database.DatabaseServerOptions;
import java.sql.SQLException;

/** The one tablespace of a server of MariaDB, which may not grow beyond a size, is full but for some megabytes. */
record Tablespace(TestTable table) implements Shortage {

    private static final int TABLE_IS_FULL = 1114;
    private static final int MARGIN_BYTES = 6 << 20;

    /** A server with such a tablespace. */
    static DatabaseServerOptions options() {
        return TestDatabase.MARIADB
                .options()
                .withSetting("innodb-file-per-table", "0")
                .withSetting("innodb-data-file-path", "ibdata1:12M:autoextend:max:40M");
    }

    @Override
    public void begin() throws Exception {
        table.execute(
                "CREATE TABLE margin (x VARCHAR(4000))",
                "INSERT INTO margin SELECT REPEAT('x', 4000) FROM seq_1_to_2048",
                "CREATE TABLE filler (x VARCHAR(4000))");
        boolean full = false;
        while (!full) {
            full = !isRoomForMore();
        }
        table.execute("DROP TABLE margin");
        while (freeBytes() < MARGIN_BYTES) {
            Thread.onSpinWait();
        }
    }

    /** A table that was dropped gives its room back a little later. */
    private long freeBytes() throws Exception {
        return Long.parseLong(table.query("SELECT data_free FROM information_schema.tables WHERE table_name = 'filler'")
                .get(0));
    }

    private boolean isRoomForMore() throws Exception {
        try {
            table.execute("INSERT INTO filler SELECT REPEAT('x', 4000) FROM seq_1_to_64");
            return true;
        } catch (SQLException e) {
            assertThat(e.getErrorCode()).isEqualTo(TABLE_IS_FULL);
            return false;
        }
    }

    @Override
    public void end() throws Exception {
        table.execute("DROP TABLE filler");
    }
}
