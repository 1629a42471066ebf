package scrm.messaging;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.jdbc.datasource.DelegatingDataSource;

/** Loses the connection while a transaction commits: before the database has it, or before its answer arrives. */
final class LossyCommits implements BeanPostProcessor {
    private enum Loss {
        NONE,
        COMMIT,
        ANSWER
    }

    /** Of each thread: workers and relays commit all the time. */
    private final ThreadLocal<Loss> next = ThreadLocal.withInitial(() -> Loss.NONE);

    /** This thread's next commit does not reach the database. */
    void loseCommit() {
        next.set(Loss.COMMIT);
    }

    /** This thread's next commit is done, and nobody hears of it. */
    void loseAnswer() {
        next.set(Loss.ANSWER);
    }

    @Override
    public Object postProcessAfterInitialization(Object bean, String name) {
        return bean instanceof DataSource source ? lossy(source) : bean;
    }

    private DataSource lossy(DataSource source) {
        return new DelegatingDataSource(source) {
            @Override
            public Connection getConnection() throws SQLException {
                return lossy(source.getConnection());
            }
        };
    }

    private Connection lossy(Connection connection) {
        return (Connection) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {Connection.class}, (_, method, arguments) -> {
                    Loss loss = method.getName().equals("commit") ? next.get() : Loss.NONE;
                    if (loss != Loss.NONE) {
                        next.remove();
                    }
                    if (loss != Loss.COMMIT) {
                        try {
                            Object result = method.invoke(connection, arguments);
                            if (loss == Loss.NONE) {
                                return result;
                            }
                        } catch (InvocationTargetException e) {
                            throw e.getCause();
                        }
                    }
                    connection.abort(Runnable::run);
                    throw new SQLException("Communications link failure", "08S01");
                });
    }
}
