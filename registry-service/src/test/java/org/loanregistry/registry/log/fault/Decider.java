package org.loanregistry.registry.log.fault;

import java.sql.SQLException;

/** Is told of every step between the registry and its database. What it throws, the registry sees. Safe for many threads. */
@FunctionalInterface
public interface Decider {
    /** Throws if the step is to fail, before it is done or although it is done, as that says. */
    void on(Step step) throws SQLException;
}
