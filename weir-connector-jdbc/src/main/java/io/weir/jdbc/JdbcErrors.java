package io.weir.jdbc;

import io.weir.error.ErrorKind;
import io.weir.error.WeirException;
import java.io.IOException;
import java.sql.SQLException;

/** Says what a database's errors mean to the person who reads them, and whether starting again can help. */
public final class JdbcErrors {

    private JdbcErrors() {}

    /**
     * Returns an exception in words.
     *
     * @param what what was being done and did not happen, such as {@code table totals could not be read}
     */
    public static WeirException inWords(Dialect dialect, String what, SQLException error) {
        String reason = reason(error);
        return switch (dialect.kindOf(error)) {
            case CONNECTION ->
                WeirException.external(
                        "jdbc-unreachable",
                        what,
                        dialect.name() + " cannot be reached, or the connection broke: " + reason,
                        "check that the database is up and that host, port and database in the URL, or the path of its file, are right",
                        error);
            case BUSY ->
                WeirException.external(
                        "jdbc-busy",
                        what,
                        dialect.name() + " gave the work up for now: " + reason,
                        "nothing if it passes; else look for who holds locks, and for the number of connections",
                        error);
            case FULL ->
                new WeirException(
                        "jdbc-full",
                        ErrorKind.RESOURCES,
                        what,
                        dialect.name() + " has no room left: " + reason,
                        "make room where the database keeps its data: on the disk, in the quota, or up to the greatest size that a file or tablespace may have;"
                                + " nothing is lost meanwhile, and what was not written is written then",
                        error);
            case CREDENTIALS ->
                user(
                        "jdbc-credentials",
                        what,
                        dialect.name() + " refused the credentials: " + reason,
                        "check user(..) and password(..), and that this user may connect from this host to this database",
                        error);
            case RIGHTS ->
                user(
                        "jdbc-rights",
                        what,
                        "the user lacks a right: " + reason,
                        "grant the rights that docs/connectors/jdbc.md lists",
                        error);
            case SCHEMA ->
                user(
                        "jdbc-schema",
                        what,
                        "a table, a column or its type is not what the statement needs: " + reason,
                        "create or alter it, or mend the name; names are taken letter by letter",
                        error);
            case ROW ->
                user(
                        "jdbc-row-refused",
                        what,
                        dialect.name() + " refuses a row for its content: " + reason,
                        "mend the table's constraint or type; docs/connectors/jdbc.md says how to set such rows aside. A mended pipeline does not change rows that a checkpoint holds",
                        error);
            case UNKNOWN ->
                WeirException.external(
                        "jdbc-failed", what, reason, "see the cause, and the database's log at the same time", error);
        };
    }

    /** Returns what a database's error says, with its SQLState and code. */
    public static String reason(SQLException error) {
        String message = error.getMessage() == null ? error.getClass().getSimpleName() : error.getMessage();
        return oneLine(message + whyOf(error)) + " (SQLState " + error.getSQLState() + ", code " + error.getErrorCode()
                + ")";
    }

    /** A driver may say no more than that it could not connect: what it met with, such as a read that timed out, is the cause. */
    private static String whyOf(SQLException error) {
        if (!(error.getCause() instanceof IOException cause)) {
            return "";
        }
        String why = cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
        return String.valueOf(error.getMessage()).contains(why) ? "" : ": " + why;
    }

    private static String oneLine(String text) {
        return text.replaceAll("\\s+", " ").strip();
    }

    private static WeirException user(String code, String what, String why, String mend, SQLException cause) {
        return new WeirException(code, ErrorKind.USER, what, why, mend, cause);
    }
}
