package org.loanregistry.registry.cli.demo;

import java.time.Duration;
import java.util.Optional;

/** A lender sees a borrower's name, another may not, and the data-protection officer sees both and that nothing is missing. */
record AccessStep(Demo demo) {
    private static final Duration ANCHOR_LIMIT = Duration.ofMinutes(2);
    private static final String OFFICER = "registry-dpo";
    private static final int REFUSED_FROM = 400;

    /** Shows it on some borrower with a contract in force; without one there is nothing that may be revealed. */
    void show() {
        demo.phases()
                .run("Access: a lender reveals a borrower's name, another is refused, the officer sees both", () -> {
                    try (var dba = demo.dba()) {
                        Optional<Dba.KnownBorrower> borrower = dba.borrowerInForce();
                        borrower.ifPresentOrElse(
                                one -> show(dba, one),
                                () -> demo.phases().say("no contract is in force here: nothing may be revealed"));
                        return borrower;
                    }
                });
    }

    private void show(Dba dba, Dba.KnownBorrower borrower) {
        var stranger = Bank.ALL.stream()
                .filter(bank -> !bank.lenderId().equals(borrower.tenant()))
                .findFirst()
                .orElseThrow();
        var registry = demo.registry();
        if (demo.service().reveal(registry.token(borrower.tenant()), borrower.subjectId()) >= REFUSED_FROM
                || demo.service().reveal(registry.token(stranger.lenderId()), borrower.subjectId()) < REFUSED_FROM) {
            throw new DemoFailedException("the access policy was not kept");
        }
        dba.awaitAccessAnchored(ANCHOR_LIMIT);
        var token = registry.tokenFile(OFFICER, demo.home().service());
        try (var report = demo.commands().accessReport(registry.url(), token, borrower.subjectId())) {
            var lines = report.remainingLines();
            lines.forEach(demo.phases()::say);
            boolean isShown = lines.stream().anyMatch(line -> line.contains("revealed name"))
                    && lines.stream().anyMatch(line -> line.contains("refused"));
            if (report.exitStatus() != 0 || !isShown) {
                throw new DemoFailedException("the officer's report is not complete:\n" + report.endOfLog());
            }
        }
    }
}
