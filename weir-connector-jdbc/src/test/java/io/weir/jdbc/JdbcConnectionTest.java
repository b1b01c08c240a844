package io.weir.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weir.error.WeirException;
import java.util.List;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.Test;

final class JdbcConnectionTest {

    @Test
    void aPasswordIsNeverShown() {
        JdbcConnection connection = JdbcConnection.to("jdbc:postgresql://localhost/shop?user=me&ssl=true")
                .password("s3cret")
                .property("trustStorePassword", "s3cret");
        assertThat(connection).hasToString("jdbc:postgresql://localhost/shop");
    }

    @Test
    void aPasswordInTheUrlIsRefusedAndNotRepeated() {
        refused(
                () -> JdbcConnection.to("jdbc:postgresql://localhost/shop?user=me&password=s3cret"),
                "jdbc-password-in-url");
        refused(() -> JdbcConnection.to("jdbc:mysql://me:s3cret@localhost/shop"), "jdbc-password-in-url");
    }

    @Test
    void aMissingDriverIsSaidInWordsWithoutTheUrlsParameters() {
        Dialect mine = new Dialect() {
            @Override
            public String name() {
                return "Mine";
            }

            @Override
            public boolean accepts(String url) {
                return false;
            }
        };
        refused(
                () -> JdbcConnection.to("jdbc:mine://localhost?key=s3cret", mine)
                        .open(),
                "jdbc-driver-missing");
    }

    @Test
    void namesThatCannotBeIdentifiersAreRefused() {
        refused(() -> TableName.parse(""), "jdbc-identifier");
        refused(() -> TableName.parse("public."), "jdbc-identifier");
        refused(() -> TableName.parse("a\u0000b"), "jdbc-identifier");
        refused(() -> TableName.checkedColumns(List.of("a", "A")), "jdbc-identifier");
        assertThat(TableName.parse("sales.totals")).isEqualTo(new TableName("sales", "totals"));
    }

    private interface Act {
        void run() throws Exception;
    }

    private static void refused(Act act, String code) {
        AbstractThrowableAssert<?, ?> thrown = assertThatThrownBy(act::run);
        thrown.isInstanceOfSatisfying(
                WeirException.class, e -> assertThat(e.code()).isEqualTo(code));
        thrown.hasMessageNotContaining("s3cret");
    }
}
