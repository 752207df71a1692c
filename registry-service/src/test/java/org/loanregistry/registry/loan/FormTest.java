package org.loanregistry.registry.loan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.loanregistry.registry.error.FieldError;
import org.loanregistry.registry.json.Fields;
import org.loanregistry.registry.json.Json;
import org.loanregistry.registry.loan.product.LegalRules;

class FormTest {
    private static final Set<String> LENDERS = Set.of("bank-a", "bank-b");
    static final String CONTRACT = """
            {"contractNumber":"C-1","lenderOfRecord":"KP-1","funders":[{"lender":"bank-a","shareMinor":10000}],
             "borrower":{"reference":"B-1","name":"Zhang San","nationalId":"11010519491231002X","mobile":"13912345678"},
             "currency":"USD","principalMinor":10000,"status":"paid"}""";
    static final String REPAYMENT = """
            {"lender":"bank-a","contractNumber":"C-1","repaymentNumber":"R-1","currency":"USD","amountMinor":1000,
             "paidAt":"2026-01-31"}""";

    private static List<FieldError> contract(String json) {
        Fields fields = Fields.of(Json.parse(json.getBytes(StandardCharsets.UTF_8)));
        ContractForm.read(fields, LENDERS, new LegalRules());
        return fields.errors();
    }

    private static List<FieldError> repayment(String json) {
        Fields fields = Fields.of(Json.parse(json.getBytes(StandardCharsets.UTF_8)));
        RepaymentForm.read(fields);
        return fields.errors();
    }

    @Test
    void a_contract_and_a_repayment_with_the_least_that_is_needed_are_read() {
        assertEquals(List.of(), contract(CONTRACT));
        assertEquals(List.of(), repayment(REPAYMENT));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "\"USD\"|\"XXX\"|currency",
                "\"USD\"|\"usd\"|currency",
                "\"principalMinor\":10000|\"principalMinor\":0|principalMinor",
                "\"principalMinor\":10000|\"principalMinor\":9999|funders",
                "\"principalMinor\":10000|\"principalMinor\":\"10000\"|principalMinor",
                "\"lender\":\"bank-a\"|\"lender\":\"bank-x\"|funders[0].lender",
                "\"status\":\"paid\"|\"status\":\"\"|status",
                "\"status\":\"paid\"|\"status\":\"paid\",\"surprise\":1|surprise",
                "\"status\":\"paid\"|\"status\":\"paid\",\"term\":\"P1Y\"|term",
                "\"status\":\"paid\"|\"status\":\"paid\",\"startDate\":\"2026-02-30\"|startDate",
                "\"status\":\"paid\"|\"status\":\"paid\",\"annualRate\":\"-0.1\"|annualRate",
                "\"status\":\"paid\"|\"status\":\"paid\",\"fundedMinor\":-1|fundedMinor",
                "11010519491231002X|110105194912310021|borrower.nationalId",
                "11010519491231002X|11010519491331002X|borrower.nationalId",
                "13912345678|12912345678|borrower.mobile",
                "\"name\":\"Zhang San\",||borrower.name",
                "Zhang San|Zhang\\u0007San|borrower.name",
                "Zhang San|Cafe\\u0301|borrower.name",
            })
    void a_broken_contract_is_refused_by_the_field_and_never_by_the_value(String from, String to, String field) {
        String changed = CONTRACT.replace(from, to == null ? "" : to);
        assertFalse(changed.equals(CONTRACT), "nothing was changed");
        List<FieldError> errors = contract(changed);
        assertTrue(errors.stream().anyMatch(error -> error.field().equals(field)), errors::toString);
        assertFalse(errors.toString().contains("Zhang"), errors::toString);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "\"amountMinor\":1000|\"amountMinor\":0|amountMinor",
                "\"amountMinor\":1000|\"amountMinor\":1000,\"principalMinor\":1001|amountMinor",
                "\"amountMinor\":1000|\"amountMinor\":1000,\"principalMinor\":1,\"interestMinor\":1,\"excessMinor\":1|amountMinor",
                "\"lender\":\"bank-a\",||contractId",
                "\"lender\":\"bank-a\"|\"lender\":\"bank-a\",\"contractId\":\"not-a-uuid\"|contractId",
                "2026-01-31|yesterday|paidAt",
            })
    void a_broken_repayment_is_refused_by_the_field(String from, String to, String field) {
        List<FieldError> errors = repayment(REPAYMENT.replace(from, to == null ? "" : to));
        assertTrue(errors.stream().anyMatch(error -> error.field().equals(field)), errors::toString);
    }

    @Test
    void dates_are_compared_only_as_far_as_they_are_known() {
        assertTrue(PartialDate.parse("2026-01").isSurelyBefore(PartialDate.parse("2026-02-01")));
        assertFalse(PartialDate.parse("2026-01").isSurelyBefore(PartialDate.parse("2026-01-31")));
        assertFalse(PartialDate.parse("2026-01-01T10:00:00").isSurelyBefore(PartialDate.parse("2026-01-01T20:00:00Z")));
        assertEquals(
                "2026-01-01T08:00:00Z",
                PartialDate.parse("2026-01-01T16:00:00+08:00").text());
    }
}
