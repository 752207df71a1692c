package org.loanregistry.registry.cli.demo;

import java.util.Optional;

/** A borrower who owes nothing is erased; nobody reads the data again, and a bank's feed is as complete as before. */
record ErasureStep(Demo demo) {
    private static final String OFFICER = "registry-dpo";
    private static final int GONE = 410;

    /** Shows it on a borrower of the bank with the fewest records; without one there is nothing that may be erased. */
    void show() {
        demo.phases().run("Erasure: a lender asks, the officer grants, a bank verifies its whole feed again", () -> {
            try (var dba = demo.dba()) {
                var bank = dba.smallestFeed();
                Optional<Dba.KnownBorrower> borrower = dba.borrowerPaidOff(bank);
                borrower.ifPresentOrElse(
                        one -> show(bank, one),
                        () -> demo.phases().say("every borrower owes something here: nobody may be erased"));
                return borrower;
            }
        });
    }

    private void show(Bank bank, Dba.KnownBorrower borrower) {
        var registry = demo.registry();
        var lender = registry.token(borrower.tenant());
        var state = demo.service().erase(lender, registry.token(OFFICER), borrower.subjectId());
        var answer = demo.service().reveal(lender, borrower.subjectId());
        if (!state.equals("ERASED") || answer != GONE) {
            throw new DemoFailedException("the borrower is not erased: " + state + ", a reveal answers " + answer);
        }
        demo.phases().say("erased; the lender that asks for the name gets " + answer + " with the receipt");
        demo.awaitAnchoredQuietly();
        var result = demo.follow(bank);
        demo.phases().say(bank.mspId() + ": " + result.describe());
        if (!result.isComplete() || result.count("ERASED") == 0) {
            throw new DemoFailedException("the feed after the erasure: " + result.describe());
        }
    }
}
