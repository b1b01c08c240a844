package io.weir.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weir.error.WeirException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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

    @ParameterizedTest
    @ValueSource(
            strings = {
                "jdbc:mysql://address=(host=h)(port=3306)(user=u)(password=s3cret)/db",
                "jdbc:mysql://(host=h,user=u, password = s3cret)/db",
                "jdbc:mysql://(host=h,port=3306),(host=i,password1=s3cret)/db",
                "jdbc:mysql://h/db?clientCertificateKeyStorePassword=s3cret",
                "jdbc:mariadb://h/db?x=1&keyStorePassword=s3cret",
                "jdbc:mariadb://h/db?serverRsaPublicKeyFile=f&pass%77ord=s3cret",
                "jdbc:postgresql://h/db?sslpassword=s3cret"
            })
    void everyFormOfAPasswordInAUrlIsRefusedAndNotRepeated(String url) {
        refused(() -> JdbcConnection.to(url), "jdbc-password-in-url");
    }

    @Test
    void settingsThatAreNoPasswordsAreTakenAndAddressesAreNotShown() {
        assertThat(JdbcConnection.to("jdbc:mysql://address=(host=h)(port=3306)(key=s3cret)/db"))
                .hasToString("jdbc:mysql://(..)");
        assertThat(JdbcConnection.to("jdbc:postgresql://h/db?sslpasswordcallback=my.Callback&ssl=true"))
                .hasToString("jdbc:postgresql://h/db");
        assertThat(JdbcConnection.to("jdbc:sqlite:/data/a(1).db")).hasToString("jdbc:sqlite:/data/a(1).db");
    }

    @Test
    void whatAConnectionHasOpenIsNeverCommittedByOpeningOrClosingIt() throws Exception {
        List<String> calls = new ArrayList<>();
        Connection lent = (Connection) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {Connection.class}, (proxy, method, arguments) -> {
                    calls.add(method.getName());
                    return method.getReturnType() == boolean.class ? false : null;
                });
        DataSource pool = (DataSource) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {DataSource.class}, (proxy, method, arguments) -> lent);

        Connection opened = JdbcConnection.of(pool, Dialect.sqlite()).open();
        assertThat(calls).containsSubsequence("rollback", "commit");
        calls.clear();
        JdbcConnection.closeQuietly(opened);
        assertThat(calls).containsSubsequence("rollback", "close").doesNotContain("commit");
    }

    @Test
    void transactionsThatBelongToTheirConnectionAreNotPreparedInAPool() {
        DataSource pool = (DataSource) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {DataSource.class}, (proxy, method, arguments) -> null);
        SinkSettings<String> pooled = SinkSettings.of(RowTarget.<String>ofTable(TableName.parse("t"), List.of()))
                .withConnection(JdbcConnection.of(pool, Dialect.mariadb()));
        refused(() -> pooled.withPrepared(true).preparedTransactions(), "jdbc-prepared");
        assertThat(pooled.preparedTransactions().staysWithConnection()).isTrue();
        assertThat(pooled.withPrepared(true)
                        .withConnection(JdbcConnection.of(pool, Dialect.postgresql()))
                        .preparedTransactions()
                        .staysWithConnection())
                .isFalse();
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
