package org.loanregistry.registry.sharing;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.loanregistry.registry.log.TestRegistry;

/** That an export forgets nothing which a later change may begin to keep. */
class ExportCompletenessTest {
    /** A table that is new, and holds something of a person, must be put into the export or be told of here. */
    @Test
    void no_table_that_says_something_of_a_person_is_forgotten() {
        try (var registry = TestRegistry.create()) {
            Map<String, String> known = Map.ofEntries(
                    Map.entry("access_entry", "looks"),
                    Map.entry("account_balance", "follows from the records"),
                    Map.entry("approval_request", "in the look that it led to"),
                    Map.entry("borrower", "identity"),
                    Map.entry("borrower_index", "keyed index"),
                    Map.entry("broken_glass", "in the look that it opened, and notices"),
                    Map.entry("contract", "records"),
                    Map.entry("contract_balance", "follows from the records"),
                    Map.entry("contract_product", "in the contract's record"),
                    Map.entry("contract_share", "in the contract's record"),
                    Map.entry("disclosure", "disclosures"),
                    Map.entry("instalment", "in the contract's record"),
                    Map.entry("loan_event", "records"),
                    Map.entry("noticed_correction", "corrections"),
                    Map.entry("reconciliation_difference", "what a bank's file says, told of under leftOut"),
                    Map.entry("repayment", "records"),
                    Map.entry("share_agreement", "what lenders agreed, told of under leftOut"),
                    Map.entry("subject_act", "acts"),
                    Map.entry("subject_key", "key"),
                    Map.entry("subject_notice", "notices"),
                    Map.entry("verification", "a count of looks"));
            Set<String> found = new TreeSet<>(registry.texts("""
                select distinct c.table_name from information_schema.columns c
                  join information_schema.tables t using (table_schema, table_name)
                 where c.table_schema = 'public' and t.table_type = 'BASE TABLE'
                   and c.column_name in ('subject_id', 'subject', 'contract_id', 'contract_number')"""));
            assertEquals(new TreeSet<>(known.keySet()), found);
        }
    }
}
