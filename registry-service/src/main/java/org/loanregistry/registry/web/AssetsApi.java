package org.loanregistry.registry.web;

import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.micronaut.security.annotation.Secured;
import io.micronaut.security.rules.SecurityRule;
import io.swagger.v3.oas.annotations.Hidden;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import org.loanregistry.registry.error.NotFound;

/** The few files that pages are made of: a closed set, open to everybody. */
@Controller("/assets")
@Secured(SecurityRule.IS_ANONYMOUS)
@ExecuteOn(TaskExecutors.BLOCKING)
@Hidden
final class AssetsApi {
    private record Asset(String resource, String type) {}

    private static final Map<String, Asset> ASSETS = Map.of(
            "console.css",
            new Asset("/assets/console.css", "text/css; charset=utf-8"),
            "verify.js",
            new Asset("/assets/verify.js", "text/javascript; charset=utf-8"),
            "records.txt",
            new Asset("/schemas/records.txt", "text/plain; charset=utf-8"),
            "htmx.js",
            new Asset(
                    "/META-INF/resources/webjars/htmx.org/2.0.10/dist/htmx.min.js", "text/javascript; charset=utf-8"));

    /** One of them. */
    @Get("/{name}")
    HttpResponse<byte[]> asset(String name) {
        Asset asset = ASSETS.get(name);
        if (asset == null) {
            throw new NotFound("There is no such file.");
        }
        try (var in = AssetsApi.class.getResourceAsStream(asset.resource())) {
            if (in == null) {
                throw new IllegalStateException("this jar lacks " + asset.resource());
            }
            return HttpResponse.ok(in.readAllBytes())
                    .contentType(MediaType.of(asset.type()))
                    .header("Cache-Control", "public, max-age=300")
                    .header("X-Content-Type-Options", "nosniff");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
