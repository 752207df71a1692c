package org.loanregistry.registry.sharing.console;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class SignInLimitTest {
    @Test
    void after_ten_refusals_within_a_minute_nobody_can_guess_on() {
        try (var it = new ConsoleRegistry()) {
            var person = new Person(it.service);
            for (int i = 0; i < 10; i++) {
                assertEquals(401, person.signIn("guess " + i).statusCode());
            }
            assertEquals(429, person.signIn("guess").statusCode());
            assertEquals(429, person.signIn(it.token("bank-a")).statusCode());
        }
    }
}
