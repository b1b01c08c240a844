package io.weir.jdbc;

import java.sql.SQLException;
import java.sql.SQLNonTransientConnectionException;
import java.sql.SQLRecoverableException;
import java.sql.SQLTransientConnectionException;
import java.util.Set;

/** What the standard's SQLStates mean, for every database that keeps to them. */
final class SqlStates {

    /** Statement completion unknown, in the class of rollbacks: whether it happened is not known. */
    private static final String COMPLETION_UNKNOWN = "40003";

    private static final String DISK_FULL = "53100";

    private static final Set<String> CONNECTION_STATES =
            Set.of("57P01", "57P02", "57P03", "57P05", "25P03", "25P04", "70100");
    private static final Set<String> RIGHTS_STATES = Set.of("42501");
    private static final Set<String> BUSY_STATES = Set.of("55P03", "55006", "57014");

    private SqlStates() {}

    static SqlErrorKind kindOf(SQLException error) {
        if (error instanceof SQLRecoverableException
                || error instanceof SQLNonTransientConnectionException
                || error instanceof SQLTransientConnectionException) {
            return ofState(error) == SqlErrorKind.CREDENTIALS ? SqlErrorKind.CREDENTIALS : SqlErrorKind.CONNECTION;
        }
        return ofState(error);
    }

    /** Returns whether an error that a COMMIT ended in says that the transaction was certainly rolled back. */
    static boolean rolledBack(SQLException error) {
        String state = stateOf(error);
        return state.startsWith("23") || state.startsWith("40") && !state.equals(COMPLETION_UNKNOWN);
    }

    private static SqlErrorKind ofState(SQLException error) {
        String state = stateOf(error);
        if (CONNECTION_STATES.contains(state)) {
            return SqlErrorKind.CONNECTION;
        }
        if (RIGHTS_STATES.contains(state)) {
            return SqlErrorKind.RIGHTS;
        }
        if (BUSY_STATES.contains(state)) {
            return SqlErrorKind.BUSY;
        }
        if (state.equals(DISK_FULL)) {
            return SqlErrorKind.FULL;
        }
        String sqlClass = state.length() < 2 ? "" : state.substring(0, 2);
        return switch (sqlClass) {
            case "08" -> SqlErrorKind.CONNECTION;
            case "28" -> SqlErrorKind.CREDENTIALS;
            case "40", "53" -> SqlErrorKind.BUSY;
            case "21", "22", "23", "44" -> SqlErrorKind.ROW;
            case "3D", "3F", "42" -> SqlErrorKind.SCHEMA;
            default -> SqlErrorKind.UNKNOWN;
        };
    }

    private static String stateOf(SQLException error) {
        String state = error.getSQLState();
        return state == null ? "" : state;
    }
}
