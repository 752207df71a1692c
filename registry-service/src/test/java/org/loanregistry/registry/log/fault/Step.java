package org.loanregistry.registry.log.fault;

/** Something is about to happen to the database, or has happened: {@code what} as in "commit" or "insert into checkpoint". */
public record Step(String what, boolean isDone) {
    @Override
    public String toString() {
        return (isDone ? "after " : "before ") + what;
    }
}
