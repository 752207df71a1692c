package org.loanregistry.network.fabric;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Locale;

/** Certificates in the layout that Fabric's programs read (an "msp" folder), copied from an organisation's folder. */
final class MspFolder {
    private static final List<String> ROLES = List.of("client", "peer", "admin", "orderer");

    private MspFolder() {}

    /** What others need to check the organisation's members: its authorities, and that roles are certificate units. */
    static void write(Path organisation, Path msp) throws IOException {
        copy(organisation.resolve("ca/cert.pem"), msp.resolve("cacerts/ca.pem"));
        copy(organisation.resolve("tlsca/cert.pem"), msp.resolve("tlscacerts/tlsca.pem"));
        StringBuilder config = new StringBuilder("NodeOUs:\n  Enable: true\n");
        for (String role : ROLES) {
            config.append("  %s%sOUIdentifier: {Certificate: cacerts/ca.pem, OrganizationalUnitIdentifier: %s}\n"
                    .formatted(role.substring(0, 1).toUpperCase(Locale.ROOT), role.substring(1), role));
        }
        Files.writeString(msp.resolve("config.yaml"), config);
    }

    /** The same with one identity to sign as, from the organisation's folder {@code identity}. */
    static void write(Path organisation, String identity, Path msp) throws IOException {
        write(organisation, msp);
        Path from = organisation.resolve(identity);
        copy(from.resolve("cert.pem"), msp.resolve("signcerts/cert.pem"));
        copy(from.resolve("key.pem"), msp.resolve("keystore/key.pem"));
    }

    private static void copy(Path from, Path to) throws IOException {
        Files.createDirectories(to.toAbsolutePath().getParent());
        Files.copy(from, to, StandardCopyOption.COPY_ATTRIBUTES); // a key's mode with it
    }
}
