package org.loanregistry.registry.access;

import jakarta.inject.Singleton;
import java.util.Optional;
import java.util.UUID;
import org.loanregistry.privacy.access.AccessRequest;
import org.loanregistry.privacy.access.Role;
import org.loanregistry.registry.database.Database;
import org.loanregistry.registry.database.Transaction;
import org.loanregistry.registry.error.NotAllowed;
import org.loanregistry.registry.error.NotFound;
import org.loanregistry.registry.error.RegistryException;
import org.loanregistry.registry.loan.ShareStandings;
import org.loanregistry.registry.rights.Erasures;

/** How a refusal is told: whoever has nothing to do with a person does not even learn that there is one. */
@Singleton
final class Refusals {
    private final Database database;
    private final Erasures erasures;
    private final ShareStandings standings;

    Refusals(Database database, Erasures erasures, ShareStandings standings) {
        this.database = database;
        this.erasures = erasures;
        this.standings = standings;
    }

    static NotFound noSuchBorrower() {
        return new NotFound("There is no such borrower, or none that the caller may see.");
    }

    static NotFound noSuchContract() {
        return new NotFound("There is no such contract, or none that the caller may see.");
    }

    RegistryException of(Asker asker, AccessRequest request) {
        if (isStranger(asker, request)) {
            return request.record() == null ? noSuchBorrower() : noSuchContract();
        }
        Optional<Erasures.Receipt> erased = request.subjectId().equals(Questions.NOBODY)
                ? Optional.empty()
                : database.read(tx -> erasures.receipt(tx, UUID.fromString(request.subjectId())));
        return erased.isPresent()
                ? erased.get().gone()
                : new NotAllowed("The access policy does not permit this; the refusal is in the access log.");
    }

    private boolean isShownAnything(Transaction tx, String organisation, AccessRequest request) {
        return request.record() == null
                ? !standings
                        .inForceOf(tx, organisation, UUID.fromString(request.subjectId()))
                        .isEmpty()
                : standings
                        .inForce(tx, organisation, UUID.fromString(request.record()))
                        .isPresent();
    }

    private boolean isStranger(Asker asker, AccessRequest request) {
        Role role = request.actor().role();
        String organisation = asker.caller().organisation();
        return switch (role) {
            case PARTNER_LENDER -> !database.read(tx -> isShownAnything(tx, organisation, request));
            case BORROWER -> !organisation.equals(request.subjectId());
            case ORIGINATING_LENDER, COLLECTOR, SUPPORT, ANALYST, DPO, REGULATOR, OPERATOR -> false;
        };
    }
}
