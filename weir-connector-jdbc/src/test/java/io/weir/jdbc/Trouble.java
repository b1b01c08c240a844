package io.weir.jdbc;

/** What somebody does to a table while a job writes to it, and takes back. */
enum Trouble {
    TABLE_IS_MISSING("jdbc-schema", "create or alter it") {
        @Override
        void make(TestTable table, String user) throws Exception {
            table.execute("ALTER TABLE " + table.name() + " RENAME TO away_" + table.name());
        }

        @Override
        void mend(TestTable table, String user) throws Exception {
            table.execute("ALTER TABLE away_" + table.name() + " RENAME TO " + table.name());
        }
    },
    VALUES_DO_NOT_FIT("jdbc-row-refused", "mend the table's constraint or type") {
        @Override
        void make(TestTable table, String user) throws Exception {
            alterNumber(table, "SMALLINT");
        }

        @Override
        void mend(TestTable table, String user) throws Exception {
            alterNumber(table, "BIGINT");
        }

        private void alterNumber(TestTable table, String type) throws Exception {
            table.execute("ALTER TABLE " + table.name()
                    + (isPostgres(table) ? " ALTER COLUMN n TYPE " : " MODIFY COLUMN n ") + type);
        }
    },
    CONSTRAINT_IS_VIOLATED("jdbc-row-refused", "mend the table's constraint or type") {
        @Override
        void make(TestTable table, String user) throws Exception {
            table.execute("ALTER TABLE " + table.name() + " ADD CONSTRAINT few_" + table.name() + " CHECK (n < "
                    + SinkTroubleIT.LARGE + ")");
        }

        @Override
        void mend(TestTable table, String user) throws Exception {
            table.execute("ALTER TABLE " + table.name() + " DROP CONSTRAINT few_" + table.name());
        }
    },
    KEY_IS_THERE("jdbc-row-refused", "mend the table's constraint or type") {
        @Override
        void make(TestTable table, String user) throws Exception {
            table.execute("INSERT INTO " + table.name() + " (v, n) VALUES ('" + SinkTroubleIT.LAST + "', 0)");
        }

        @Override
        void mend(TestTable table, String user) throws Exception {
            table.execute("DELETE FROM " + table.name() + " WHERE v = '" + SinkTroubleIT.LAST + "'");
        }
    },
    RIGHT_IS_MISSING("jdbc-rights", "grant the rights") {
        @Override
        void make(TestTable table, String user) throws Exception {
            table.execute("REVOKE INSERT ON " + table.name() + " FROM " + user);
        }

        @Override
        void mend(TestTable table, String user) throws Exception {
            table.execute("GRANT INSERT ON " + table.name() + " TO " + user);
        }
    },
    PASSWORD_IS_ANOTHER("jdbc-credentials", "check user(..) and password(..)") {
        @Override
        void make(TestTable table, String user) throws Exception {
            setPassword(table, user, "another");
            Connections.endAllOf(table, user);
        }

        @Override
        void mend(TestTable table, String user) throws Exception {
            setPassword(table, user, SinkTroubleIT.PASSWORD);
        }

        private void setPassword(TestTable table, String user, String password) throws Exception {
            table.execute(
                    "ALTER USER " + user + (isPostgres(table) ? " PASSWORD '" : " IDENTIFIED BY '") + password + "'");
        }
    };

    /** What the job says of it. */
    final String code;

    final String mending;

    Trouble(String code, String mending) {
        this.code = code;
        this.mending = mending;
    }

    abstract void make(TestTable table, String user) throws Exception;

    abstract void mend(TestTable table, String user) throws Exception;

    private static boolean isPostgres(TestTable table) {
        return table.database().dialect() == Dialect.postgresql();
    }
}
