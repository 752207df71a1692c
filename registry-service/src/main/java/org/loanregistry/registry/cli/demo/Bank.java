package org.loanregistry.registry.cli.demo;

import java.util.List;

/** A funding bank of the demo: its lender id in the registry and its organisation on the ledger. */
record Bank(String lenderId, String mspId) {
    static final List<Bank> ALL =
            List.of(new Bank("bank-a", "BankA"), new Bank("bank-b", "BankB"), new Bank("bank-c", "BankC"));
}
