package org.loanregistry.registry.database;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Optional;
import java.util.Properties;
import org.jooq.exception.DataAccessException;

/**
 * How to log in to a database.
 *
 * @param url a JDBC URL of PostgreSQL
 * @param user the role
 * @param password the role's password, empty where the server trusts the address
 */
public record DatabaseLogin(String url, String user, String password) {
    /** Refuses what is no PostgreSQL URL and an empty role. */
    public DatabaseLogin {
        if (!url.startsWith("jdbc:postgresql:") || user.isEmpty()) {
            throw new IllegalArgumentException("want a URL jdbc:postgresql:... and a role, got " + url + ", " + user);
        }
    }

    /** A connection of its own, outside any pool; the caller closes it. */
    public Connection connect() {
        try {
            return open();
        } catch (SQLException e) {
            throw new DataAccessException("no connection to " + url + " as " + user, e);
        }
    }

    Connection open() throws SQLException {
        var properties = new Properties();
        properties.setProperty("user", user);
        properties.setProperty("password", password);
        // The server's details quote the row at fault, and exceptions are logged.
        properties.setProperty("logServerErrorDetail", "false");
        return DriverManager.getConnection(url, properties);
    }

    /** Why nobody can log in this way, the address without its parameters; empty if one can. */
    public Optional<String> fault() {
        try (var connection = open()) {
            return connection.isValid(0) ? Optional.empty() : Optional.of("the connection is not valid");
        } catch (SQLException e) {
            return Optional.of(
                    "the database at " + url.replaceFirst("\\?.*", "") + ", as " + user + ": " + e.getMessage());
        }
    }

    /** As {@link #fault}, of the service's own login: also why its role cannot do what the service does. Once the migrations ran. */
    public Optional<String> faultOfService() {
        return fault().or(() -> LenderRole.fault(this));
    }

    /** Shows no password. */
    @Override
    public String toString() {
        return user + " at " + url;
    }
}
