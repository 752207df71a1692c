package org.loanregistry.network.wire;

import com.google.protobuf.ByteString;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/** SHA-256 over concatenated byte strings. */
final class Sha256 {
    private Sha256() {}

    static ByteString of(List<ByteString> parts) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (ByteString part : parts) {
                digest.update(part.asReadOnlyByteBuffer());
            }
            return ByteString.copyFrom(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    static String hexOf(List<ByteString> parts) {
        return HexFormat.of().formatHex(of(parts).toByteArray());
    }
}
