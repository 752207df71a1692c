package org.loanregistry.registry.sharing.console;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.regex.Pattern;
import org.loanregistry.registry.log.TestRegistry;

/** Somebody with a browser, by HTTP: keeps the session's cookie and sends forms as a page of the service would. */
final class Person {
    private static final Pattern CSRF = Pattern.compile("name=\"csrf\" value=\"([^\"]+)\"");

    private final URI service;
    private String cookie = "";
    private String origin;

    Person(URI service) {
        this.service = service;
        this.origin = service.toString().replaceAll("/$", "");
    }

    /** The same person on a foreign page. */
    Person on(String foreignOrigin) {
        origin = foreignOrigin;
        return this;
    }

    HttpResponse<byte[]> signIn(String token) {
        var answer = post("sign-in", "token=" + URLEncoder.encode(token, UTF_8));
        answer.headers().firstValue("Set-Cookie").ifPresent(set -> cookie = set.substring(0, set.indexOf(';')));
        return answer;
    }

    HttpResponse<byte[]> get(String path) {
        return TestRegistry.send(request(path).GET().build());
    }

    /** The page as text, whatever its status. */
    String page(String path) {
        return text(get(path));
    }

    HttpResponse<byte[]> post(String path, String form) {
        return TestRegistry.send(request(path)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .header("Origin", origin)
                .POST(BodyPublishers.ofString(form))
                .build());
    }

    /** Sends a file as the form with an upload does. */
    HttpResponse<byte[]> upload(String path, String csrf, String asOf, String file) {
        String part = "--PART\r\nContent-Disposition: form-data; name=\"";
        String body = part + "csrf\"\r\n\r\n" + csrf + "\r\n" + part + "asOf\"\r\n\r\n" + asOf + "\r\n" + part
                + "file\"; filename=\"positions.csv\"\r\nContent-Type: text/csv\r\n\r\n" + file + "\r\n--PART--\r\n";
        return TestRegistry.send(request(path)
                .header("Content-Type", "multipart/form-data; boundary=PART")
                .header("Origin", origin)
                .POST(BodyPublishers.ofString(body))
                .build());
    }

    String csrf() {
        var found = CSRF.matcher(page("overview"));
        if (!found.find()) {
            throw new IllegalStateException("no form on the page");
        }
        return found.group(1);
    }

    static String text(HttpResponse<byte[]> answer) {
        return new String(answer.body(), UTF_8);
    }

    private HttpRequest.Builder request(String path) {
        var request =
                HttpRequest.newBuilder(service.resolve("/console/" + path)).header("Accept", "text/html");
        return cookie.isEmpty() ? request : request.header("Cookie", cookie);
    }
}
