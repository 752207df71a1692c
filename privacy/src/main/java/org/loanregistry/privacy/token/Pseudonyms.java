package org.loanregistry.privacy.token;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/** The names under which a tenant's subjects stand in the access log: known to whoever holds the key, to nobody else. */
public final class Pseudonyms {
    private final TokenMac mac;

    private Pseudonyms(byte[] key) {
        this.mac = new TokenMac(key);
    }

    /** The pseudonyms of this tenant: {@code HMAC(HKDF(secret, "LAK1" || lp tenant || u8 1), subject id)}, 16 bytes. */
    public static Pseudonyms derive(TenantSecret secret) {
        return new Pseudonyms(secret.derive("LAK1", 1));
    }

    /** The pseudonym of a subject id, 32 lower-case hex digits. */
    public String of(String subjectId) {
        byte[] bytes = new byte[16];
        mac.write(bytes, 0, subjectId.getBytes(StandardCharsets.UTF_8));
        return HexFormat.of().formatHex(bytes);
    }
}
