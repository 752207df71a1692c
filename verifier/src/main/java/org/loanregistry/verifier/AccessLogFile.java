package org.loanregistry.verifier;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.loanregistry.transparency.note.SignedNote;
import org.loanregistry.transparency.record.CanonicalJson;

/** The access log as a file that was saved before (docs/formats.md, section 17): a title, the head, a disclosure a line. */
final class AccessLogFile implements AccessLogSource {
    private static final String TITLE = "loanreg access log v1";

    private final Path file;

    AccessLogFile(Path file) {
        this.file = file;
    }

    @Override
    public Head head() {
        try (BufferedReader lines = Files.newBufferedReader(file)) {
            String title = lines.readLine();
            String head = lines.readLine();
            if (!TITLE.equals(title) || head == null) {
                throw new IllegalArgumentException(file + ": want a first line '" + TITLE + "'");
            }
            Map<?, ?> tree = FeedAnswers.object(CanonicalJson.parse(head));
            String subject = tree.get("subject") == null ? null : FeedAnswers.text(tree, "subject");
            return new Head(SignedNote.parse(FeedAnswers.text(tree, "checkpoint")), subject);
        } catch (IOException e) {
            throw new UncheckedIOException("the access log in " + file, e);
        }
    }

    @Override
    public void leaves(long size, Consumer<String> disclosure) {
        try (var lines = Files.lines(file)) {
            lines.skip(2).limit(size).forEach(disclosure);
        } catch (IOException e) {
            throw new UncheckedIOException("the access log in " + file, e);
        }
    }

    /** Writes head and leaves of a source as they pass by. */
    static final class Writer implements AutoCloseable {
        private final BufferedWriter out;

        Writer(Path file, Head head) {
            try {
                out = Files.newBufferedWriter(file);
                Map<String, Object> tree =
                        new TreeMap<>(Map.of("checkpoint", head.checkpoint().toText()));
                if (head.subject() != null) {
                    tree.put("subject", head.subject());
                }
                line(TITLE);
                line(CanonicalJson.write(tree));
            } catch (IOException e) {
                throw new UncheckedIOException("the access log to " + file, e);
            }
        }

        void line(String text) {
            try {
                out.write(text);
                out.write('\n');
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public void close() {
            try {
                out.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
