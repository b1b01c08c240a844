package io.weir.jdbc.source;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.jdbc.Dialect;
import java.util.List;
import org.junit.jupiter.api.Test;

class KeysetSqlTest {

    private final KeysetSql sql =
            new KeysetSql(Dialect.sqlite(), Relation.table(Dialect.sqlite(), "t"), List.of("a", "b"));

    @Test
    void aPageBeginsAtTheBeginning() {
        assertThat(sql.page(List.of("a", "v"), 0, 0))
                .isEqualTo("SELECT \"a\", \"v\" FROM \"t\" ORDER BY \"a\", \"b\" LIMIT ?");
    }

    @Test
    void aPageIsBehindAKeyAndUpToTheEndOfARange() {
        assertThat(sql.page(List.of("a"), 2, 1))
                .isEqualTo("SELECT \"a\" FROM \"t\" WHERE \"a\" >= ? AND ((\"a\" > ?) OR (\"a\" = ? AND \"b\" > ?))"
                        + " AND \"a\" <= ? ORDER BY \"a\", \"b\" LIMIT ?");
        assertThat(KeysetSql.parameters(List.of(1L, "x"), List.of(9L))).containsExactly(1L, 1L, 1L, "x", 9L);
    }

    @Test
    void anUpperBoundOfTheWholeKeyIsInTheRange() {
        assertThat(sql.page(List.of("a"), 0, 2))
                .contains("WHERE \"a\" <= ? AND ((\"a\" < ?) OR (\"a\" = ? AND \"b\" <= ?)) ORDER");
    }
}
