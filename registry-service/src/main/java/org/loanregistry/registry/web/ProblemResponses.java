package org.loanregistry.registry.web;

import io.micronaut.context.annotation.Primary;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.server.exceptions.response.ErrorContext;
import io.micronaut.http.server.exceptions.response.ErrorResponseProcessor;
import jakarta.inject.Singleton;
import java.util.List;
import org.loanregistry.registry.error.FieldError;

/**
 * Every error that the framework raises itself becomes problem details here. Its own messages are not passed on: they
 * may quote the request.
 */
@Singleton
@Primary
final class ProblemResponses implements ErrorResponseProcessor<byte[]> {

    @Override
    public MutableHttpResponse<byte[]> processResponse(ErrorContext context, MutableHttpResponse<?> response) {
        HttpStatus status = HttpStatus.valueOf(response.code());
        List<FieldError> errors = context.getErrors().stream()
                .flatMap(error -> error.getPath().stream())
                .map(path -> new FieldError(path, "is missing or malformed"))
                .toList();
        return response.body(new Problem(
                                status, detail(status), status == HttpStatus.BAD_REQUEST ? errors : List.of(), null, 1)
                        .body())
                .contentType(MediaType.of("application/problem+json"));
    }

    private static String detail(HttpStatus status) {
        return switch (status) {
            case BAD_REQUEST -> "The request cannot be read.";
            case UNAUTHORIZED -> "A valid bearer token is needed.";
            case FORBIDDEN -> "The token's role may not do this.";
            case NOT_FOUND -> "There is nothing at this address.";
            case METHOD_NOT_ALLOWED -> "This address does not serve that method.";
            case NOT_ACCEPTABLE -> "This address cannot answer in a media type that the request accepts.";
            case REQUEST_ENTITY_TOO_LARGE -> "The body is larger than this service takes.";
            case UNSUPPORTED_MEDIA_TYPE ->
                "The body's media type is not served here; openapi.yml names the one that is.";
            default -> status.getCode() >= 500 ? "The request failed." : "The request cannot be served.";
        };
    }
}
