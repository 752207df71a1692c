package org.loanregistry.registry.web;

import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.MutableHttpResponse;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.loanregistry.registry.error.Conflict;
import org.loanregistry.registry.error.FieldError;
import org.loanregistry.registry.error.Gone;
import org.loanregistry.registry.error.NotAllowed;
import org.loanregistry.registry.error.NotFound;
import org.loanregistry.registry.error.Refused;
import org.loanregistry.registry.error.RegistryException;
import org.loanregistry.registry.error.TooBusy;
import org.loanregistry.registry.json.Json;

/**
 * Problem details as RFC 9457 has them, media type {@code application/problem+json}: {@code title}, {@code status},
 * {@code detail}, where fields are at fault {@code errors} with {@code field} and {@code rule}, and of what was erased
 * {@code receipt}, the path at which its receipt is found.
 */
record Problem(
        HttpStatus status,
        String detail,
        List<FieldError> errors,
        @Nullable String receipt,
        long retrySeconds) {

    static Problem of(HttpStatus status, String detail) {
        return new Problem(status, detail, List.of(), null, 1);
    }

    static Problem of(RegistryException exception) {
        HttpStatus status = switch (exception) {
            case NotFound notFound -> HttpStatus.NOT_FOUND;
            case Conflict conflict -> HttpStatus.CONFLICT;
            case Refused refused -> HttpStatus.BAD_REQUEST;
            case NotAllowed notAllowed -> HttpStatus.FORBIDDEN;
            case Gone gone -> HttpStatus.GONE;
            case TooBusy tooBusy -> HttpStatus.TOO_MANY_REQUESTS;
        };
        String receipt = exception instanceof Gone gone ? gone.receipt() : null;
        long retrySeconds = exception instanceof TooBusy busy ? busy.retrySeconds() : 1;
        return new Problem(status, String.valueOf(exception.getMessage()), exception.errors(), receipt, retrySeconds);
    }

    byte[] body() {
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("type", "about:blank");
        members.put("title", status.getReason());
        members.put("status", status.getCode());
        members.put("detail", detail);
        if (receipt != null) {
            members.put("receipt", receipt);
        }
        if (!errors.isEmpty()) {
            members.put(
                    "errors",
                    errors.stream()
                            .map(error -> {
                                Map<String, Object> one = new LinkedHashMap<>();
                                one.put("field", error.field());
                                one.put("rule", error.rule());
                                return one;
                            })
                            .toList());
        }
        return Json.write(members);
    }

    MutableHttpResponse<byte[]> response() {
        var response =
                HttpResponse.<byte[]>status(status).body(body()).contentType(MediaType.of("application/problem+json"));
        return status == HttpStatus.TOO_MANY_REQUESTS
                ? response.header(HttpHeaders.RETRY_AFTER, Long.toString(retrySeconds))
                : response;
    }
}
