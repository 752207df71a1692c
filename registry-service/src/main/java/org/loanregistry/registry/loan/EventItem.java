package org.loanregistry.registry.loan;

import java.util.Map;
import org.loanregistry.registry.json.Fields;

/**
 * An event as a request states it: what happened is read once the contract and its terms are known.
 *
 * @param contract the contract it happened to
 * @param number the lender's number of it, unique in the contract
 * @param event what happened, as given
 */
record EventItem(ContractReference contract, String number, Map<String, Object> event) {

    /** Reads the fields; after any error on {@code fields} the item is not to be used. */
    static EventItem read(Fields fields) {
        ContractReference contract = RepaymentForm.contract(fields);
        String number = fields.requiredText("eventNumber", ContractForm.MAX_NUMBER);
        Fields event = fields.object("event");
        if (event.isEmpty()) {
            fields.refuse("event", "must be given");
        }
        fields.finish();
        return new EventItem(contract, number, event.toTree());
    }
}
