package org.loanregistry.benchmarks.privacy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import org.loanregistry.privacy.envelope.CellAddress;
import org.loanregistry.privacy.key.DataKey;
import org.loanregistry.privacy.key.FileRootKey;
import org.loanregistry.privacy.key.TenantKeys;

/** A tenant's keys in a file that lasts as long as the benchmark, and where the measured cells stand. */
final class BenchKeys implements AutoCloseable {
    static final String TENANT = "bank-a";

    private static final String SUBJECT = "0199c4b2-7a51-7c33-9f0e-2f6d1a5b8c47";

    final SecureRandom random = new SecureRandom();
    final TenantKeys keys;
    final DataKey key;
    private final Path folder;

    BenchKeys() throws IOException {
        folder = Files.createTempDirectory("loanreg-bench-keys");
        keys = TenantKeys.open(file(), FileRootKey.generate(random), random);
        key = keys.unwrap(TENANT, SUBJECT, keys.create(TENANT, SUBJECT));
    }

    private Path file() {
        return folder.resolve("tenant.keys");
    }

    static CellAddress cell(int column) {
        return new CellAddress(TENANT, "borrower", "4711", "field" + column, 1, 1);
    }

    /** What the peers authenticate beside a cell: its place in as many bytes as our own form of it has. */
    static byte[] place(int column) {
        return "%s|borrower|4711|field%d|schema1|row1|"
                .formatted(TENANT, column)
                .getBytes(StandardCharsets.US_ASCII);
    }

    byte[] plaintext(int size) {
        var bytes = new byte[size];
        random.nextBytes(bytes);
        return bytes;
    }

    @Override
    public void close() throws IOException {
        key.close();
        try (var files = Files.list(folder)) {
            for (var file : files.toList()) {
                Files.delete(file);
            }
        }
        Files.delete(folder);
    }
}
