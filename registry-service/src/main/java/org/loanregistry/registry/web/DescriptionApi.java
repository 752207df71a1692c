package org.loanregistry.registry.web;

import io.micronaut.core.io.ResourceResolver;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Produces;
import io.micronaut.http.server.types.files.StreamedFile;
import io.micronaut.security.annotation.Secured;
import io.micronaut.security.rules.SecurityRule;
import io.swagger.v3.oas.annotations.Hidden;
import io.swagger.v3.oas.annotations.OpenAPIDefinition;
import io.swagger.v3.oas.annotations.info.Info;
import org.loanregistry.registry.error.NotFound;

/** The description of the service, generated from its own sources at build time. */
@Controller("/openapi.yml")
@Secured(SecurityRule.IS_ANONYMOUS)
@Hidden
@OpenAPIDefinition(
        info =
                @Info(
                        title = "openapi",
                        version = "1",
                        description = "Loan records that lenders verify for themselves."))
final class DescriptionApi {
    /** Named by the generator after title and version. */
    private static final String RESOURCE = "classpath:META-INF/swagger/openapi-1.yml";

    private final ResourceResolver resources;

    DescriptionApi(ResourceResolver resources) {
        this.resources = resources;
    }

    /** OpenAPI 3, YAML. */
    @Get
    @Produces("application/yaml")
    StreamedFile description() {
        var text = resources
                .getResourceAsStream(RESOURCE)
                .orElseThrow(() -> new NotFound("This build has no description."));
        return new StreamedFile(text, MediaType.of("application/yaml"));
    }
}
