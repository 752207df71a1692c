package org.loanregistry.registry.web;

import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.micronaut.context.annotation.Value;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Header;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.micronaut.security.annotation.Secured;
import io.micronaut.security.rules.SecurityRule;
import io.swagger.v3.oas.annotations.Hidden;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import org.jspecify.annotations.Nullable;

/**
 * The service's metrics for Prometheus: to whoever shows the token of {@code registry.metrics-token-file}; without that
 * setting to everybody in development and to nobody in production.
 */
@Controller("/metrics")
@Secured(SecurityRule.IS_ANONYMOUS)
@Hidden
final class MetricsApi {
    private static final int SHORTEST = 16;

    private final PrometheusMeterRegistry registry;
    private final boolean isOpen;
    private final byte @Nullable [] expected;

    /** @throws IllegalArgumentException if the token has fewer than 16 characters */
    MetricsApi(
            PrometheusMeterRegistry registry,
            @Value("${registry.production:false}") boolean production,
            @Value("${registry.metrics-token-file:}") String tokenFile) {
        this.registry = registry;
        this.isOpen = tokenFile.isBlank() && !production;
        this.expected = tokenFile.isBlank() ? null : header(Path.of(tokenFile.strip()));
    }

    private static byte[] header(Path file) {
        String token;
        try {
            token = Files.readString(file).strip();
        } catch (IOException e) {
            throw new UncheckedIOException("registry.metrics-token-file cannot be read", e);
        }
        if (token.length() < SHORTEST) {
            throw new IllegalArgumentException(
                    "registry.metrics-token-file: want a token of at least " + SHORTEST + " characters");
        }
        return ("Bearer " + token).getBytes(StandardCharsets.UTF_8);
    }

    /** Prometheus text format; 401 without the token, 404 where nobody may. */
    @Get
    @ExecuteOn(TaskExecutors.BLOCKING)
    HttpResponse<?> metrics(@Header(HttpHeaders.AUTHORIZATION) @Nullable String authorization) {
        if (!isOpen && expected == null) {
            return Problem.of(HttpStatus.NOT_FOUND, "There is nothing at this address.")
                    .response();
        }
        if (!isOpen && !isExpected(authorization)) {
            return Problem.of(HttpStatus.UNAUTHORIZED, "The token of the metrics is needed.")
                    .response()
                    .header(HttpHeaders.WWW_AUTHENTICATE, "Bearer");
        }
        return HttpResponse.ok(registry.scrape()).contentType(MediaType.of("text/plain; version=0.0.4; charset=utf-8"));
    }

    private boolean isExpected(@Nullable String authorization) {
        return authorization != null && MessageDigest.isEqual(expected, authorization.getBytes(StandardCharsets.UTF_8));
    }
}
