package org.loanregistry.verifier;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import org.loanregistry.transparency.record.RecordSchemas;

/** The record schemas of docs/schemas/records.txt, packed into this jar. */
final class PackedSchemas {
    private static final String RESOURCE = "/schemas/records.txt";

    private PackedSchemas() {}

    static RecordSchemas load() {
        try (InputStream text = PackedSchemas.class.getResourceAsStream(RESOURCE)) {
            if (text == null) {
                throw new IllegalStateException("this jar lacks " + RESOURCE);
            }
            return RecordSchemas.parse(new String(text.readAllBytes(), UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
