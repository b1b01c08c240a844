package io.weir.jdbc;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransientException;
import java.util.concurrent.atomic.AtomicReference;
import javax.sql.DataSource;

/** A data source whose next commit of rows goes wrong, once, in a way that is planted. */
final class FaultyCommits {

    enum Fault {
        NONE,
        REFUSED,
        REQUEST_LOST,
        REPLY_LOST
    }

    private final AtomicReference<Fault> next = new AtomicReference<>(Fault.NONE);
    private final JdbcConnection database;

    FaultyCommits(JdbcConnection database) {
        this.database = database;
    }

    void plant(Fault fault) {
        next.set(fault);
    }

    JdbcConnection connection() {
        DataSource source = (DataSource) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {DataSource.class}, (proxy, method, arguments) -> {
                    if (!method.getName().equals("getConnection")) {
                        throw new UnsupportedOperationException(method.toString());
                    }
                    return faulty(database.open());
                });
        return JdbcConnection.of(source, database.dialect());
    }

    private Connection faulty(Connection real) {
        return (Connection) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {Connection.class}, (proxy, method, arguments) -> {
                    if (!method.getName().equals("commit")) {
                        return call(real, method, arguments);
                    }
                    Fault fault = next.getAndSet(Fault.NONE);
                    if (fault == Fault.REFUSED) {
                        throw new SQLTransientException("planted: deadlock", "40001");
                    }
                    if (fault == Fault.REQUEST_LOST) {
                        real.close();
                        throw broken();
                    }
                    real.commit();
                    if (fault == Fault.REPLY_LOST) {
                        real.close();
                        throw broken();
                    }
                    return null;
                });
    }

    private static SQLException broken() {
        return new SQLException("planted: the connection broke", "08006");
    }

    private static Object call(Connection real, Method method, Object[] arguments) throws Throwable {
        try {
            return method.invoke(real, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }
}
