package org.loanregistry.registry.log;

import io.micronaut.context.annotation.Factory;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import org.loanregistry.privacy.envelope.FieldSealer;
import org.loanregistry.transparency.record.RecordSchemas;

/** What the log and the features above it share: randomness, sealing, schemas. Micronaut itself brings the clock. */
@Factory
final class LogFactory {
    @Singleton
    SecureRandom random() {
        return new SecureRandom();
    }

    @Singleton
    FieldSealer fieldSealer(SecureRandom random) {
        return new FieldSealer(random);
    }

    @Singleton
    RecordSchemas schemas() {
        return readSchemas();
    }

    /** The schemas packed into the jar from docs/schemas/records.txt. */
    static RecordSchemas readSchemas() {
        try (var text = LogFactory.class.getResourceAsStream("/schemas/records.txt")) {
            if (text == null) {
                throw new IllegalStateException("schemas/records.txt is not on the class path");
            }
            return RecordSchemas.parse(new String(text.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
