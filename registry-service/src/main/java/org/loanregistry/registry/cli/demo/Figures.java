package org.loanregistry.registry.cli.demo;

/** Counts for the summary, read from the database. */
record Figures(Dba dba) {
    long contracts() {
        return dba.number("select count(*) from contract");
    }

    long instalments() {
        return dba.number("select count(*) from instalment");
    }

    long repayments() {
        return dba.number("select count(*) from repayment");
    }

    long feedEntries() {
        return dba.number("select count(*) from feed_entry");
    }

    long anchors() {
        return dba.number("select count(*) from checkpoint where log_id = 1 and state = 'anchored'");
    }
}
