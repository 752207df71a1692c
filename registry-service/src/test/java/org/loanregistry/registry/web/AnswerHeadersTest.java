package org.loanregistry.registry.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.loanregistry.registry.log.TestRegistry;

/** What a browser is told with every answer, good or bad. */
class AnswerHeadersTest {
    private static final List<String> PATHS = List.of(
            "/api/v1/contracts",
            "/nothing",
            "/log/records/vkey",
            "/openapi.yml",
            "/health",
            "/metrics",
            "/console/sign-in");

    private static List<String> of(HttpResponse<?> answer, String header) {
        return answer.headers().allValues(header);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "https://registry.example"})
    void no_answer_is_guessed_at_framed_or_asked_for_without_tls(String publicAddress) {
        try (var registry = TestRegistry.create(Map.of("registry.public-address", publicAddress))) {
            var service = registry.serve();
            for (String path : PATHS) {
                var answer = TestRegistry.get(service.resolve(path), "");
                assertEquals(List.of("nosniff"), of(answer, "X-Content-Type-Options"), path);
                List<String> policy = of(answer, "Content-Security-Policy");
                assertEquals(1, policy.size(), path);
                assertTrue(policy.getFirst().startsWith("default-src 'none'"), path);
                assertTrue(policy.getFirst().contains("frame-ancestors 'none'"), path);
                assertEquals(
                        publicAddress.isEmpty() ? List.of() : List.of("max-age=63072000"),
                        of(answer, "Strict-Transport-Security"),
                        path);
            }
        }
    }
}
