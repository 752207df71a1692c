package org.loanregistry.registry.sharing.console;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/** What a loan's page says of its share agreement, and what the pages leave out by it. */
class AgreementPageTest {
    @Test
    void a_page_says_what_is_shared_and_shows_no_more() {
        try (var it = new ConsoleRegistry()) {
            var first = it.signedIn("bank-a");
            var other = it.signedIn("bank-b");
            String path = "loans/" + it.ofBoth;
            for (var page : new String[] {other.page(path), first.page(path)}) {
                assertTrue(page.contains("joint funding, by the contract itself"), page);
                assertTrue(page.contains("all that are not personal") && page.contains("verification"), page);
            }
            assertFalse(first.page("loans/" + it.ofA).contains("Share agreement"), "nobody else funds it");
            assertTrue(other.page("overview").contains("170.00 USD"), other.page("overview"));

            it.share("", """
                    {"version":0,"fields":["status"],"purposes":["VERIFICATION"],"until":"2099-12-31","caseReference":"D-1"}""");
            String narrow = other.page(path);
            assertTrue(narrow.contains("agreement, version 1") && narrow.contains("2099-12-31"), narrow);
            assertTrue(narrow.contains("repaymentNumber, rowVersion, status"), narrow);
            assertTrue(narrow.contains("does not cover the figures"), narrow);
            assertFalse(narrow.contains("100.00"), "a figure that is not shared");
            assertFalse(other.page("loans").contains(it.ofBoth));
            assertTrue(other.page("overview").contains("100.00 USD"), "the other loan alone");
            assertTrue(first.page(path).contains("agreement, version 1"));
            assertTrue(other.page(path + "?lang=zh").contains("共享协议"));

            it.share("/revocation", "{\"version\":1,\"caseReference\":\"D-2\"}");
            assertEquals(404, other.get(path).statusCode());
            assertTrue(first.page(path).contains("revoked"), "the first funder sees that it ended");
        }
    }
}
