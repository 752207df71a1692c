package org.loanregistry.chaincode;

import java.security.SecureRandom;
import java.util.List;
import java.util.stream.Stream;
import org.loanregistry.transparency.agreement.Change;
import org.loanregistry.transparency.agreement.LogKeys;
import org.loanregistry.transparency.agreement.LogTerms;
import org.loanregistry.transparency.agreement.Members;
import org.loanregistry.transparency.agreement.Witness;
import org.loanregistry.transparency.note.CosigningKey;
import org.loanregistry.transparency.note.SignedNote;
import org.loanregistry.transparency.note.VerifierKey;

/** What the banks do: they decide by majority and cosign. */
final class Banks {
    static final List<String> ALL = List.of("BankA", "BankB", "BankC", "BankD");
    private static final List<CosigningKey> WITNESSES = ALL.stream()
            .map(bank ->
                    CosigningKey.generate(bank.toLowerCase(java.util.Locale.ROOT) + ".example/w1", new SecureRandom()))
            .toList();

    private Banks() {}

    static LogTerms noWitnesses() {
        return new LogTerms(List.of(), 0, 0, 86_400, 0);
    }

    /** The witnesses of the first {@code count} banks, k of them wanted. */
    static LogTerms witnesses(int count, int quorum, int faults, long minInterval) {
        List<Witness> witnesses = Stream.iterate(0, i -> i + 1)
                .limit(count)
                .map(i -> new Witness(ALL.get(i), WITNESSES.get(i).cosignerKey()))
                .toList();
        return new LogTerms(witnesses, quorum, faults, 86_400, minInterval);
    }

    static CosigningKey witness(int bank) {
        return WITNESSES.get(bank);
    }

    /** The note with a cosignature of bank number 0, 1, … at each of these times; none where the time is negative. */
    static String cosigned(String note, long... times) {
        SignedNote cosigned = SignedNote.parse(note);
        for (int bank = 0; bank < times.length; bank++) {
            if (times[bank] >= 0) {
                cosigned = cosigned.with(WITNESSES.get(bank).cosign(cosigned.body(), times[bank]));
            }
        }
        return cosigned.toText();
    }

    static void register(MemoryState state, VerifierKey key, LogTerms terms) {
        decide(state, new Change.RegisterLog(members(state).revision(), new LogKeys(List.of(key)), terms));
    }

    static void admit(MemoryState state, String bank) {
        decide(state, new Change.AdmitBank(members(state).revision(), bank));
    }

    static Members members(MemoryState state) {
        return Members.parse(new GovernanceRules(state).members());
    }

    /** Admins of as many banks as it takes propose and approve the change. */
    static String decide(MemoryState state, Change change) {
        Members members = members(state);
        String answer = "";
        for (String bank : members.banks().subList(0, members.majority())) {
            state.callAs(bank, "admin");
            answer = new GovernanceRules(state).propose(change.toText());
            state.commit();
        }
        return answer;
    }
}
