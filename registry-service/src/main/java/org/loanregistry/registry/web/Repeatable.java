package org.loanregistry.registry.web;

import org.loanregistry.registry.identity.Caller;
import org.loanregistry.transparency.tree.Hash;

/**
 * A request that may be sent again.
 *
 * @param caller whose it is
 * @param key the caller's {@code Idempotency-Key}
 * @param requestHash of what is asked: the same request has the same
 */
public record Repeatable(Caller caller, String key, Hash requestHash) {}
