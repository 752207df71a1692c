package org.loanregistry.registry.identity;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.micronaut.http.HttpRequest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Under which address browsers reach the registry, and which settings are no address. */
class PublicAddressTest {
    private static final HttpRequest<?> REQUEST = HttpRequest.GET("/console/").header("Host", "Inside.Example:8080");

    @ParameterizedTest
    @CsvSource({
        "https://Registry.example, https://registry.example",
        "https://registry.example/, https://registry.example",
        "http://127.0.0.1:9000, http://127.0.0.1:9000"
    })
    void what_is_set_counts_whatever_the_request_says(String setting, String origin) {
        assertEquals(origin, new PublicAddress(setting).origin(REQUEST));
    }

    @Test
    void without_a_setting_it_is_the_requests() {
        assertEquals("http://inside.example:8080", new PublicAddress("").origin(REQUEST));
        assertFalse(new PublicAddress("").isSecure(REQUEST));
        assertTrue(new PublicAddress("https://registry.example").isSecure(REQUEST));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "registry.example",
                "ftp://registry.example",
                "https://",
                "https://registry.example/console",
                "https://registry.example?x",
                "https://me@registry.example",
                "https://registry.example#x"
            })
    void anything_but_an_origin_is_refused(String setting) {
        assertThrows(IllegalArgumentException.class, () -> new PublicAddress(setting));
    }
}
