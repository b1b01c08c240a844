package io.weir.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weir.error.WeirException;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A driver that the class path does not have, and only a loader of its own sees. */
final class DriversTest {

    private static final String URL_OF_DRIVER = "jdbc:apart://localhost/shop";

    private static final String DRIVER = """
            package apart;

            import java.lang.reflect.Proxy;
            import java.sql.*;
            import java.util.*;
            import java.util.logging.Logger;

            public final class ApartDriver implements Driver {
                public boolean acceptsURL(String url) { return url.startsWith("jdbc:apart:"); }
                public Connection connect(String url, Properties properties) {
                    return (Connection) Proxy.newProxyInstance(ApartDriver.class.getClassLoader(), new Class<?>[] {Connection.class},
                            (proxy, method, arguments) -> method.getName().equals("toString") ? "apart" : method.getReturnType() == boolean.class ? false : null);
                }
                public DriverPropertyInfo[] getPropertyInfo(String url, Properties properties) { return new DriverPropertyInfo[0]; }
                public int getMajorVersion() { return 1; }
                public int getMinorVersion() { return 0; }
                public boolean jdbcCompliant() { return false; }
                public Logger getParentLogger() { return Logger.getGlobal(); }
            }
            """;

    @TempDir
    private Path directory;

    private final ClassLoader before = Thread.currentThread().getContextClassLoader();

    @BeforeEach
    void compileTheDriverWhereTheClassPathDoesNotSeeIt() throws IOException {
        // DriverManager has looked for drivers by now, and does not look again.
        assertThat(DriverManager.drivers())
                .noneMatch(each -> each.getClass().getName().startsWith("apart."));
        Path source = directory.resolve("ApartDriver.java");
        Files.writeString(source, DRIVER);
        assertThat(ToolProvider.getSystemJavaCompiler()
                        .run(null, null, null, "-d", directory.toString(), source.toString()))
                .isZero();
        services("apart.ApartDriver");
    }

    @AfterEach
    void restore() {
        Thread.currentThread().setContextClassLoader(before);
    }

    private void services(String text) throws IOException {
        Path services = directory.resolve("META-INF/services/java.sql.Driver");
        Files.createDirectories(services.getParent());
        Files.writeString(services, text + "\n");
    }

    private URLClassLoader loader() throws IOException {
        return new URLClassLoader(new URL[] {directory.toUri().toURL()}, before);
    }

    private static JdbcConnection connection() {
        return JdbcConnection.to(URL_OF_DRIVER, new Apart());
    }

    @Test
    void aDriverThatOnlyTheContextLoaderSeesIsFound() throws Exception {
        assertThatThrownBy(() -> connection().open())
                .isInstanceOf(WeirException.class)
                .hasMessageContaining("[jdbc-driver-missing]");
        try (URLClassLoader loader = loader()) {
            Thread.currentThread().setContextClassLoader(loader);
            try (Connection opened = connection().open()) {
                assertThat(opened).hasToString("apart");
            }
        }
    }

    @Test
    void aDriverThatCannotBeLoadedHidesNoOther() throws Exception {
        services("apart.Missing\napart.ApartDriver");
        try (URLClassLoader loader = loader()) {
            Thread.currentThread().setContextClassLoader(loader);
            try (Connection opened = connection().open()) {
                assertThat(opened).hasToString("apart");
            }
        }
    }

    private static final class Apart implements Dialect {
        @Override
        public String name() {
            return "Apart";
        }

        @Override
        public boolean accepts(String url) {
            return url.startsWith("jdbc:apart:");
        }

        @Override
        public void prepareSession(Connection connection) {
            // The connection of the test knows no statements.
        }
    }
}
