package org.loanregistry.verifier;

import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.loanregistry.transparency.bytes.StrictText;
import org.loanregistry.transparency.note.SignedNote;
import org.loanregistry.transparency.record.CanonicalJson;

/** The access log as the registry's service tells it, over HTTP, with an officer's token. */
final class AccessLogClient implements AccessLogSource, AutoCloseable {
    private static final int PAGE = 500;

    private final ServiceHttp http;
    private final String query;

    /** A client of the service; about one person, by subject id, or about the whole log. */
    AccessLogClient(URI service, String token, @Nullable String subjectId) {
        this.http = new ServiceHttp(service, token);
        this.query = "/api/v1/access-entries/leaves?" + (subjectId == null ? "" : "subject=" + subjectId + "&");
    }

    @Override
    public Head head() {
        Map<?, ?> answer = page(0, 1);
        if (answer.get("checkpoint") == null) {
            throw new FeedUnavailableException("nothing of the access log is anchored yet; ask again in a while", null);
        }
        String subject = answer.get("subject") == null ? null : FeedAnswers.text(answer, "subject");
        return new Head(SignedNote.parse(FeedAnswers.text(answer, "checkpoint")), subject);
    }

    @Override
    public void leaves(long size, Consumer<String> disclosure) {
        long from = 0;
        while (from < size) {
            int wanted = (int) Math.min(PAGE, size - from);
            List<?> leaves = page(from, wanted).get("leaves") instanceof List<?> list ? list : List.of();
            if (leaves.isEmpty()) {
                return;
            }
            for (Object leaf : leaves.subList(0, Math.min(wanted, leaves.size()))) {
                disclosure.accept(String.valueOf(leaf));
            }
            from += leaves.size();
        }
    }

    private Map<?, ?> page(long from, int limit) {
        String path = query + "from=" + from + "&limit=" + limit;
        try {
            return FeedAnswers.object(CanonicalJson.parse(StrictText.fromUtf8(http.get(path, "application/json"))));
        } catch (IllegalArgumentException e) {
            throw new FeedUnavailableException("the service's answer is malformed: " + e.getMessage(), e);
        }
    }

    @Override
    public void close() {
        http.close();
    }
}
