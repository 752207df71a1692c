package org.loanregistry.privacy.token;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import javax.crypto.KDF;
import javax.crypto.spec.HKDFParameterSpec;
import org.loanregistry.privacy.key.Lp16;
import org.loanregistry.privacy.key.VaultException;

/**
 * A tenant's 32 secret bytes from which all keys of its tokens come (docs/formats.md 10). One purpose's key says nothing of
 * another's, so columns of different purposes cannot be joined. {@link #close} wipes the bytes; keys already made live on.
 */
public final class TenantSecret implements AutoCloseable {
    private static final int BYTES = 32;

    private final String tenant;
    private final byte[] bytes;
    private boolean closed;

    private TenantSecret(String tenant, byte[] bytes) {
        this.tenant = tenant;
        this.bytes = bytes;
    }

    /** Copies the 32 bytes, which the caller wipes. */
    public static TenantSecret of(String tenant, byte[] bytes) {
        if (bytes.length != BYTES) {
            throw new IllegalArgumentException("a tenant secret of " + bytes.length + " bytes, want " + BYTES);
        }
        Lp16.of(tenant);
        return new TenantSecret(tenant, bytes.clone());
    }

    /** The tenant whose it is. */
    public String tenant() {
        return tenant;
    }

    /** {@code HKDF(secret, label || lp tenant || lp part… || u8 epoch)}: 32 bytes, which the caller wipes. */
    synchronized byte[] derive(String label, int epoch, String... parts) {
        if (closed) {
            throw new VaultException();
        }
        byte[] info = info(label, epoch, parts);
        try {
            return KDF.getInstance("HKDF-SHA256")
                    .deriveData(HKDFParameterSpec.ofExtract().addIKM(bytes).thenExpand(info, BYTES));
        } catch (GeneralSecurityException e) {
            throw new VaultException();
        }
    }

    @Override
    public synchronized void close() {
        closed = true;
        Arrays.fill(bytes, (byte) 0);
    }

    /** Shows the tenant only. */
    @Override
    public String toString() {
        return "TenantSecret[" + tenant + "]";
    }

    /** {@code label || lp tenant || lp part… || u8 epoch}; an epoch is 1 to 255. */
    byte[] info(String label, int epoch, String... parts) {
        if (epoch < 1 || epoch > 255) {
            throw new IllegalArgumentException("epoch " + epoch + ", want 1 to 255");
        }
        byte[] info = append(label.getBytes(StandardCharsets.US_ASCII), Lp16.of(tenant));
        for (String part : parts) {
            info = append(info, Lp16.of(part));
        }
        return append(info, new byte[] {(byte) epoch});
    }

    private static byte[] append(byte[] first, byte[] second) {
        byte[] both = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, both, first.length, second.length);
        return both;
    }
}
