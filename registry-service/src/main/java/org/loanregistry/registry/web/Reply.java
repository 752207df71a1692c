package org.loanregistry.registry.web;

import org.loanregistry.registry.error.RegistryException;

/** What became of one of several requests that were served together. */
public sealed interface Reply {
    /** An answer; {@code before} if it is the stored one of the same request. */
    record Given(Answer answer, boolean before) implements Reply {}

    /** It cannot be served; nothing of it was done. */
    record Failed(RegistryException reason) implements Reply {}
}
