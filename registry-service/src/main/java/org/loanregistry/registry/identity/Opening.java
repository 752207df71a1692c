package org.loanregistry.registry.identity;

import org.jspecify.annotations.Nullable;

/**
 * What a session is opened for.
 *
 * @param caller as whom
 * @param person the person as the identity provider names them; null with a development token, which stands for nobody
 * @param twoFactors whether the person showed two factors
 */
record Opening(Caller caller, @Nullable String person, boolean twoFactors) {}
