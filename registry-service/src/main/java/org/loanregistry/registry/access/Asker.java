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

    /** An actor of the access log without the person: the organisation answers for all of its people. */
    static String withoutPerson(String actor) {
        int slash = actor.indexOf('/');
        return slash < 0 ? actor : actor.substring(0, slash);
    }

    /** Who asks, as the access log names them: {@code lender:bank-a/PERSON}, without a person {@code lender:bank-a}. */
    String name() {
        return marks.person().isEmpty() ? caller.toText() : caller.toText() + "/" + marks.person();
    }
}
