package org.loanregistry.registry.log.fault;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.DriverManager;
import java.sql.DriverPropertyInfo;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.sql.Statement;
import java.util.Locale;
import java.util.Objects;
import java.util.Properties;
import java.util.Set;
import java.util.logging.Logger;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;
import org.postgresql.copy.CopyManager;
import org.postgresql.core.BaseConnection;

/**
 * PostgreSQL's own driver with a decider before and after every statement, copy, commit and roll back. What it throws is the
 * step's failure. With a state of class 08 the connection is cut off, as a broken line is; with any other the connection
 * stays, and the step was or was not done.
 */
public final class TappedDriver implements Driver {
    private static final Driver REAL = new org.postgresql.Driver();
    private static final Set<String> STATEMENTS = Set.of("execute", "executeQuery", "executeUpdate", "executeBatch");
    private static final Pattern OBJECT =
            Pattern.compile("(?i)(?:from|into|update|copy)\\s+\"?(?:public\"?\\.\"?)?(\\w+)");

    /** The class of the states that say that there is no connection any more. */
    private static final String LINE_LOST = "08";

    private static volatile @Nullable Decider decider;

    static {
        try {
            DriverManager.registerDriver(new TappedDriver());
        } catch (SQLException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    /** Every connection made from now on is tapped; with null none is. PostgreSQL's own driver is no longer registered. */
    public static void install(@Nullable Decider next) {
        decider = next;
        try {
            for (var one : DriverManager.drivers().toList()) {
                if (one instanceof org.postgresql.Driver) {
                    DriverManager.deregisterDriver(one);
                }
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public @Nullable Connection connect(String url, Properties info) throws SQLException {
        var connection = REAL.connect(url, info);
        return connection == null || decider == null ? connection : tapped(connection);
    }

    private static Connection tapped(Connection real) {
        return proxy(Connection.class, (method, arguments) -> switch (method.getName()) {
            case "prepareStatement" -> statement(real, made(call(method, real, arguments)), (String) arguments[0]);
            case "createStatement" -> statement(real, made(call(method, real, arguments)), null);
            case "commit", "rollback" -> around(real, method.getName(), () -> call(method, real, arguments));
            case "unwrap" -> arguments[0] == PGConnection.class ? tappedCopies(real) : call(method, real, arguments);
            default -> call(method, real, arguments);
        });
    }

    private static Statement statement(Connection line, Statement real, @Nullable String sql) {
        var type = real instanceof PreparedStatement ? PreparedStatement.class : Statement.class;
        return proxy(type, (method, arguments) -> {
            if (!STATEMENTS.contains(method.getName())) {
                return call(method, real, arguments);
            }
            var text =
                    sql != null ? sql : arguments.length > 0 && arguments[0] instanceof String given ? given : "batch";
            return around(line, named(text), () -> call(method, real, arguments));
        });
    }

    private static Statement made(@Nullable Object statement) {
        return (Statement) Objects.requireNonNull(statement);
    }

    private static PGConnection tappedCopies(Connection real) throws SQLException {
        var inner = real.unwrap(PGConnection.class);
        var copies = new CopyManager(real.unwrap(BaseConnection.class)) {
            @Override
            public CopyIn copyIn(String sql) throws SQLException {
                decide(real, new Step(named(sql), false));
                var copy = super.copyIn(sql);
                return proxy(CopyIn.class, (method, arguments) -> {
                    var result = call(method, copy, arguments);
                    if (method.getName().equals("endCopy")) {
                        decide(real, new Step(named(sql), true));
                    }
                    return result;
                });
            }
        };
        return proxy(
                PGConnection.class,
                (method, arguments) -> method.getName().equals("getCopyAPI") ? copies : call(method, inner, arguments));
    }

    /** "insert into checkpoint": the first word and the first table. */
    private static String named(String sql) {
        var text = sql.strip();
        var verb = text.split("\\s+", 2)[0].toLowerCase(Locale.ROOT);
        var object = OBJECT.matcher(text);
        return object.find() ? verb + " " + object.group(1).toLowerCase(Locale.ROOT) : verb;
    }

    private static @Nullable Object around(Connection line, String what, Call work) throws Throwable {
        decide(line, new Step(what, false));
        var result = work.run();
        decide(line, new Step(what, true));
        return result;
    }

    private static void decide(Connection line, Step step) throws SQLException {
        var now = decider;
        if (now == null) {
            return;
        }
        try {
            now.on(step);
        } catch (SQLException e) {
            if (e.getSQLState().startsWith(LINE_LOST)) {
                line.abort(Runnable::run);
            }
            throw e;
        }
    }

    private interface Call {
        @Nullable
        Object run() throws Throwable;
    }

    private interface Tap {
        @Nullable
        Object on(Method method, Object[] arguments) throws Throwable;
    }

    private static <T> T proxy(Class<T> type, Tap tap) {
        return type.cast(Proxy.newProxyInstance(
                TappedDriver.class.getClassLoader(),
                new Class<?>[] {type},
                (_, method, arguments) -> tap.on(method, arguments == null ? new Object[0] : arguments)));
    }

    private static @Nullable Object call(Method method, Object target, Object[] arguments) throws Throwable {
        try {
            return method.invoke(target, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause() == null ? e : e.getCause();
        }
    }

    @Override
    public boolean acceptsURL(String url) throws SQLException {
        return REAL.acceptsURL(url);
    }

    @Override
    public DriverPropertyInfo[] getPropertyInfo(String url, Properties info) throws SQLException {
        return REAL.getPropertyInfo(url, info);
    }

    @Override
    public int getMajorVersion() {
        return REAL.getMajorVersion();
    }

    @Override
    public int getMinorVersion() {
        return REAL.getMinorVersion();
    }

    @Override
    public boolean jdbcCompliant() {
        return REAL.jdbcCompliant();
    }

    @Override
    public Logger getParentLogger() throws SQLFeatureNotSupportedException {
        return REAL.getParentLogger();
    }
}
