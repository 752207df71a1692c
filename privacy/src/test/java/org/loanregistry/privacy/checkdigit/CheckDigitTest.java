package org.loanregistry.privacy.checkdigit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CheckDigitTest {
    @ParameterizedTest
    @ValueSource(strings = {"11010519491231002X", "810000199408230021", "440524188001010014", "110101200002290010"})
    void a_resident_number_with_its_check_character_is_valid(String number) {
        String completed = number.substring(0, 17) + ResidentId.checkCharacter(number);
        assertTrue(ResidentId.isValid(completed));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "110105194912310021",
                "11010519491231002x",
                "11010519491331002X",
                "11010519490230002X",
                "1101051949123100",
                "01010519491231002X",
                "1101051949123100२X",
                "A1010519491231002X",
                ""
            })
    void a_number_that_is_none_is_refused(String number) {
        assertFalse(ResidentId.isValid(number));
    }

    @ParameterizedTest
    @ValueSource(strings = {"19000229", "19990431", "18991301", "17991231", "22000101", "20000100"})
    void a_date_that_never_was_is_refused(String date) {
        assertFalse(ResidentId.hasDate(date, 0));
    }

    @ParameterizedTest
    @ValueSource(strings = {"6222021234567894", "378282246310005", "4111111111111111", "18"})
    void a_card_with_its_check_digit_is_valid(String card) {
        assertTrue(Luhn.isValid(card));
    }

    @ParameterizedTest
    @ValueSource(strings = {"6222021234567890", "378282246310050", "4111111111111112", "0", ""})
    void a_card_without_it_is_refused(String card) {
        assertFalse(Luhn.isValid(card));
    }

    @Test
    void the_wrong_check_is_the_next_one_and_never_right() {
        assertEquals('X', ResidentId.checkCharacter("11010519491231002"));
        assertEquals('9', ResidentId.wrongCheckCharacter("11010519491231002"));
        for (int i = 0; i < 1000; i++) {
            String digits = String.format("1101051949123%04d", i);
            assertNotEquals(ResidentId.checkCharacter(digits), ResidentId.wrongCheckCharacter(digits));
            assertNotEquals(Luhn.checkDigit(digits, 17), Luhn.wrongCheckDigit(digits, 17));
        }
    }
}
