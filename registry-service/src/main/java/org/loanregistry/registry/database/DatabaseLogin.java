package org.loanregistry.registry.database;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
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
            return DriverManager.getConnection(url, user, password);
        } catch (SQLException e) {
            throw new DataAccessException("no connection to " + url + " as " + user, e);
        }
    }

    /** Shows no password. */
    @Override
    public String toString() {
        return user + " at " + url;
    }
}
