package io.weir.jdbc;

/** What an error of a database means to the one who asked. */
public enum SqlErrorKind {
    /** The connection is gone, or was never made. Whatever was not committed on it is rolled back by the server. */
    CONNECTION,
    /** The statement was given up for the sake of others, or a resource ran out: a deadlock, a lock timeout, too many connections. Trying again may help. */
    BUSY,
    /** The database has no room for more: a full disk, a quota, the greatest size of a file or tablespace. Trying again helps when somebody has made room. */
    FULL,
    /** The database refused the credentials. */
    CREDENTIALS,
    /** The user lacks a right. */
    RIGHTS,
    /** A table, column or database does not exist, or has another type than the statement needs. */
    SCHEMA,
    /** The row was refused for its content: a violated constraint, a value that does not fit its column. Other rows may be fine. */
    ROW,
    /** None of these is known. */
    UNKNOWN
}
