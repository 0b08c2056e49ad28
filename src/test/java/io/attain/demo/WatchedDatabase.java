package io.attain.demo;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

import javax.sql.DataSource;

import org.springframework.jdbc.datasource.DelegatingDataSource;

/** A moment is every statement that Attain's own code prepares, and the commit behind it. */
final class WatchedDatabase extends DelegatingDataSource {

    private static final String OURS = "io.attain.";

    private final Axe axe;

    WatchedDatabase(DataSource database, Axe axe) {
        super(database);
        this.axe = axe;
    }

    @Override
    public Connection getConnection() throws SQLException {
        Connection connection = super.getConnection();
        AtomicReference<Optional<Phase>> uncommitted = new AtomicReference<>(Optional.empty());
        return (Connection) Proxy.newProxyInstance(Connection.class.getClassLoader(),
                new Class<?>[]{ Connection.class }, (proxy, method, arguments) -> {
                    String where = "commit";
                    Optional<Phase> phase = Optional.empty();
                    if (method.getName().equals("commit")) {
                        phase = uncommitted.getAndSet(Optional.empty());
                    } else if (method.getName().startsWith("prepare")) {
                        List<String> calls = calls();
                        phase = Phase.of(calls);
                        if (phase.isPresent()) {
                            where = calls.getFirst();
                            uncommitted.set(phase);
                        }
                    }
                    return phase.isPresent()
                            ? axe.moment(phase.get(), where, () -> invoke(connection, method, arguments))
                            : invoke(connection, method, arguments);
                });
    }

    private static Object invoke(Connection connection, Method method, Object[] arguments) throws Throwable {
        try {
            return method.invoke(connection, arguments);
        } catch (InvocationTargetException failed) {
            throw failed.getCause();
        }
    }

    /** The methods of Attain on the stack, the innermost first. */
    private static List<String> calls() {
        return StackWalker.getInstance().walk(frames -> frames
                .filter(frame -> frame.getClassName().startsWith(OURS)
                        && !frame.getClassName().startsWith("io.attain.demo.")
                        && !frame.getClassName().contains("$$"))
                .map(frame -> frame.getClassName().substring(OURS.length()) + "." + frame.getMethodName())
                .toList());
    }
}
