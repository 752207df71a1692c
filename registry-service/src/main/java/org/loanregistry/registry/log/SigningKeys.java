package org.loanregistry.registry.log;

import jakarta.inject.Singleton;
import java.security.SecureRandom;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import org.loanregistry.transparency.note.SigningKey;

/** The signing key of each log, from files in the state directory, made on first use. */
@Singleton
public final class SigningKeys {
    private final Map<LogName, SigningKey> byLog = new EnumMap<>(LogName.class);

    SigningKeys(Settings settings, SecureRandom random) {
        for (var log : LogName.values()) {
            byLog.put(log, LogKeyFile.openOrCreate(settings.home().resolve("keys"), log, settings.origin(log), random));
        }
    }

    /** The key of a log. */
    public SigningKey of(LogName log) {
        return Objects.requireNonNull(byLog.get(log));
    }
}
