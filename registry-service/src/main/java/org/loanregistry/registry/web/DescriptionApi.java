package org.loanregistry.registry.web;

import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Produces;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.micronaut.security.annotation.Secured;
import io.micronaut.security.rules.SecurityRule;
import io.swagger.v3.oas.annotations.Hidden;
import io.swagger.v3.oas.annotations.OpenAPIDefinition;
import io.swagger.v3.oas.annotations.info.Info;
import org.jspecify.annotations.Nullable;

/** The description of the service: generated from its own sources at build time, with what they do not say laid over it. */
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
    /** Made when first asked for: no start of the service waits for it. */
    private volatile @Nullable String text;

    /** OpenAPI 3, YAML. */
    @Get
    @Produces("application/yaml")
    @ExecuteOn(TaskExecutors.BLOCKING)
    String description() {
        String made = text;
        if (made == null) {
            made = Description.load().text();
            text = made;
        }
        return made;
    }
}
