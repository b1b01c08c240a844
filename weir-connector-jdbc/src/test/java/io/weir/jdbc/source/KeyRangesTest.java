package io.weir.jdbc.source;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.jdbc.Dialect;
import java.nio.file.Path;
import java.sql.Connection;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeyRangesTest {

    @TempDir
    Path directory;

    @Test
    void integersAreDividedEvenlyEvenFromOneEndToTheOther() {
        assertThat(KeyRanges.between(0, 100, 4)).containsExactly(25L, 50L, 75L);
        assertThat(KeyRanges.between(Long.MIN_VALUE, Long.MAX_VALUE, 2)).containsExactly(-1L);
    }

    @Test
    void textIsDividedWhereEquallyManyRowsLieBetween() throws Exception {
        SourceTable table = SourceTable.inFile(directory)
                .create("k TEXT PRIMARY KEY")
                .insert("'a'", "'b'", "'c'", "'d'", "'e'", "'f'");
        assertThat(ends(table, KeyType.TEXT, 3)).containsExactly("c", "e", "f");
    }

    @Test
    void thereAreNoMoreRangesThanValues() throws Exception {
        SourceTable table =
                SourceTable.inFile(directory).create("k INTEGER PRIMARY KEY").insert("7", "8");
        assertThat(ends(table, KeyType.INTEGER, 5)).containsExactly(7L, 8L);
    }

    @Test
    void nothingIsDividedIntoNothing() throws Exception {
        SourceTable table = SourceTable.inFile(directory).create("k INTEGER PRIMARY KEY");
        assertThat(ends(table, KeyType.INTEGER, 5)).isEmpty();
    }

    private static List<Object> ends(SourceTable table, KeyType type, int count) throws Exception {
        Relation relation = Relation.table(Dialect.sqlite(), table.name());
        KeysetSql sql = new KeysetSql(Dialect.sqlite(), relation, List.of("k"));
        try (Connection connection = table.database().open()) {
            return new KeyRanges(connection, sql, new KeyColumns(List.of("k"), List.of(type)), "test").ends(count);
        }
    }
}
