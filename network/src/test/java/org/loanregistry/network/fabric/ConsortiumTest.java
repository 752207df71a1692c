package org.loanregistry.network.fabric;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class ConsortiumTest {
    private static final List<String> ALL = List.of("Operator", "A", "B", "C");
    private static final List<String> BANKS = List.of("A", "B", "C");

    @Test
    void the_policy_names_the_banks_peers_alone() {
        assertEquals("OutOf(2, 'A.peer', 'B.peer', 'C.peer')", new Consortium("c", "r", ALL, BANKS, 2).endorsement());
    }

    @Test
    void a_number_of_endorsers_that_the_banks_cannot_be_is_refused() {
        for (int endorsers : new int[] {-1, 0, 4}) {
            assertThrows(IllegalArgumentException.class, () -> new Consortium("c", "r", ALL, BANKS, endorsers));
        }
    }

    @Test
    void a_bank_without_nodes_is_refused() {
        assertThrows(IllegalArgumentException.class, () -> new Consortium("c", "r", ALL, List.of("A", "D"), 1));
    }

    @Test
    void a_place_of_a_template_without_a_value_is_refused() {
        assertEquals("a $1 b", Template.fill("a ${x} b", Map.of("x", "$1")));
        assertThrows(IllegalArgumentException.class, () -> Template.fill("${y}", Map.of("x", "1")));
        assertThrows(IllegalArgumentException.class, () -> Template.read("nowhere.yaml"));
    }
}
