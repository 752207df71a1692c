package org.loanregistry.chaincode;

import java.util.List;
import java.util.Optional;
import org.loanregistry.chaincode.Refusal.Code;
import org.loanregistry.transparency.agreement.AgreementException;
import org.loanregistry.transparency.agreement.Change;
import org.loanregistry.transparency.agreement.LogOrigin;
import org.loanregistry.transparency.agreement.LogRegistration;
import org.loanregistry.transparency.agreement.LogState;
import org.loanregistry.transparency.agreement.LogTerms;
import org.loanregistry.transparency.agreement.Members;
import org.loanregistry.transparency.agreement.Witness;

/** Which changes can be made to what the ledger holds now, and what they make of it. */
final class ChangeRules {
    private final LedgerState state;
    private final Registrations registrations;

    ChangeRules(LedgerState state, Registrations registrations) {
        this.state = state;
        this.registrations = registrations;
    }

    /** Refuses a change that is stale or that could not be made effective now. */
    void requireApplicable(Change change) {
        Members members = registrations.members();
        requireRevision("the members", change.members(), members.revision());
        switch (change) {
            case Change.RegisterLog register -> requireNew(register, members);
            case Change.RotateKeys rotate -> requireOpen(rotate.origin(), rotate.revision());
            case Change.SetTerms set -> {
                requireOpen(set.origin(), set.revision());
                requireMembers(set.terms(), members);
            }
            case Change.CloseLog close -> requireOpen(close.origin(), close.revision());
            case Change.AdmitBank admit -> requireNewBank(admit.bank(), members);
            case Change.DismissBank dismiss -> requireDispensable(dismiss.bank(), members);
        }
    }

    /** Makes an applicable change effective. */
    void apply(Change change) {
        String by = change.id();
        String tx = state.transactionId();
        switch (change) {
            case Change.RegisterLog register ->
                registrations.put(new LogRegistration(
                        register.origin(), 1, LogState.OPEN, register.keys(), register.terms(), by, tx));
            case Change.RotateKeys rotate ->
                registrations.put(registrations.require(rotate.origin()).with(rotate.keys(), by, tx));
            case Change.SetTerms set ->
                registrations.put(registrations.require(set.origin()).with(set.terms(), by, tx));
            case Change.CloseLog close ->
                registrations.put(registrations.require(close.origin()).with(LogState.CLOSED, by, tx));
            case Change.AdmitBank admit ->
                registrations.put(registrations.members().plus(admit.bank()));
            case Change.DismissBank dismiss ->
                registrations.put(registrations.members().minus(dismiss.bank()));
        }
    }

    private void requireNew(Change.RegisterLog register, Members members) {
        LogOrigin origin = origin(register.origin());
        if (!origin.channel().equals(state.channel())) {
            throw new Refusal(
                    Code.WRONG_CHANNEL,
                    "the origin is of channel " + origin.channel() + ", this ledger's is " + state.channel());
        }
        if (registrations.find(register.origin()).isPresent()) {
            throw new Refusal(Code.LOG_EXISTS, "the log is registered");
        }
        Optional<LogRegistration> before = origin.predecessor().map(registrations::require);
        if (before.isPresent() && before.get().state() == LogState.OPEN) {
            throw new Refusal(Code.GENERATION_OPEN, "the generation before is open, want it closed or frozen");
        }
        requireMembers(register.terms(), members);
    }

    private void requireOpen(String origin, long revision) {
        requireRevision("the log", revision, registrations.requireOpen(origin).revision());
    }

    private static void requireRevision(String what, long got, long now) {
        if (got != now) {
            throw new Refusal(
                    Code.STALE_PROPOSAL, "the change is of revision " + got + " of " + what + ", now it is " + now);
        }
    }

    private static void requireMembers(LogTerms terms, Members members) {
        List<String> strangers = terms.witnesses().stream()
                .map(Witness::bank)
                .filter(bank -> !members.banks().contains(bank))
                .toList();
        if (!strangers.isEmpty()) {
            throw new Refusal(
                    Code.UNKNOWN_BANK, strangers.getFirst() + " is no member, want witnesses of member banks");
        }
    }

    private static void requireNewBank(String bank, Members members) {
        if (members.banks().contains(bank)) {
            throw new Refusal(Code.BANK_EXISTS, bank + " is a member");
        }
        if (members.banks().size() == Members.MOST) {
            throw new Refusal(Code.TOO_MANY_BANKS, "there are " + Members.MOST + " banks, want no more");
        }
    }

    private void requireDispensable(String bank, Members members) {
        if (!members.banks().contains(bank)) {
            throw new Refusal(Code.UNKNOWN_BANK, bank + " is no member");
        }
        if (members.banks().size() == Members.FEWEST) {
            throw new Refusal(Code.TOO_FEW_BANKS, "there are " + Members.FEWEST + " banks, want no fewer");
        }
        if (registrations.needsWitnessOf(bank)) {
            throw new Refusal(Code.WITNESS_NEEDED, "an open log names a witness of " + bank + ": set its terms first");
        }
    }

    private static LogOrigin origin(String text) {
        try {
            return LogOrigin.parse(text);
        } catch (AgreementException e) {
            throw new Refusal(Code.BAD_ARGUMENT, String.valueOf(e.getMessage()));
        }
    }
}
