package io.weir.jdbc.source;

import io.weir.error.WeirException;
import java.util.List;

/** Why a source cannot be read, or not exactly once. */
final class SourceErrors {

    private static final String START_AFRESH =
            "or start the job with a new checkpoint directory, which gives up the positions in this one";

    private SourceErrors() {}

    static WeirException keyMissing(String stage) {
        return WeirException.user(
                "jdbc-key-missing",
                stage + " has no key",
                "rows are read in the order of a key, which is also the position in checkpoints",
                "name the columns of the primary key, or others that tell rows apart");
    }

    static WeirException columnMissing(String stage, Relation relation, String column, Columns columns) {
        return WeirException.user(
                "jdbc-schema",
                stage + " cannot read column " + column + " of " + relation.words(),
                "there is no column of that name; there are: " + columns.names(),
                "mend the name; names are taken letter by letter");
    }

    static WeirException keyType(String stage, Column column) {
        return WeirException.user(
                "jdbc-key-type",
                stage + " cannot read in the order of column " + column.name(),
                "its type, " + column.typeName() + ", is none that a position can be kept of",
                "name columns of integers, decimals, text, dates, times with a date, or UUIDs");
    }

    static WeirException keyNull(String stage, Relation relation, String column) {
        return WeirException.user(
                "jdbc-key-null",
                stage + " cannot read " + relation.words(),
                "there is a row with NULL in column " + column + " of the key, which has no place in its order",
                "name columns that are NOT NULL, or read a query that leaves such rows out");
    }

    static WeirException keyNotUnique(String stage, Relation relation, List<Object> key) {
        return WeirException.user(
                "jdbc-key-not-unique",
                stage + " cannot read " + relation.words(),
                "two rows have the key " + key + ", and a position between them would stand for both",
                "add columns to the key until it tells rows apart");
    }

    static WeirException changed(String stage, String was, String is) {
        return WeirException.user(
                "jdbc-source-changed",
                stage + " was read " + was + " when its checkpoint was made, and is now to be read " + is,
                "the positions in the checkpoint mean nothing then",
                "undo the change, " + START_AFRESH);
    }
}
