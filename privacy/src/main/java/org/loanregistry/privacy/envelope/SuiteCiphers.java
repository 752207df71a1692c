package org.loanregistry.privacy.envelope;

import java.util.EnumMap;
import java.util.Map;
import org.loanregistry.privacy.key.Suite;

/** One thread's ciphers, each made on first use. */
final class SuiteCiphers {
    private final Map<Suite, SuiteCipher> made = new EnumMap<>(Suite.class);

    SuiteCipher of(Suite suite) {
        return made.computeIfAbsent(suite, SuiteCipher::of);
    }
}
