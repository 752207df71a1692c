package org.loanregistry.registry.access;

import io.micronaut.security.authentication.Authentication;
import org.loanregistry.registry.identity.Caller;
import org.loanregistry.registry.identity.SessionMarks;

/**
 * Who asks, as authenticated.
 *
 * @param caller role and organisation
 * @param marks of the session
 */
record Asker(Caller caller, SessionMarks marks) {
    static Asker of(Authentication authentication) {
        return new Asker(Caller.of(authentication), SessionMarks.of(authentication));
    }

    /** Who asks, as the access log names them: {@code lender:bank-a/PERSON}, without a person {@code lender:bank-a}. */
    String name() {
        return marks.person().isEmpty() ? caller.toText() : caller.toText() + "/" + marks.person();
    }
}
