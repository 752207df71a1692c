package org.loanregistry.ledger;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import java.util.regex.Pattern;

/**
 * How one organisation reaches its own peer.
 *
 * @param address {@code host:port} of the peer's gateway
 * @param mspId the organisation's id on the ledger
 * @param tlsCaFile PEM certificate of the authority that signed the peer's TLS certificate
 * @param certFile PEM certificate of the caller
 * @param keyFile PEM private key of the caller, PKCS #8
 * @param channel the channel's name
 * @param chaincode the contract's name on the channel
 */
public record LedgerProfile(
        String address, String mspId, Path tlsCaFile, Path certFile, Path keyFile, String channel, String chaincode) {
    private static final Pattern ADDRESS = Pattern.compile("[^\\s:/]+:[1-9][0-9]{0,4}");

    /** Refuses an address that is no {@code host:port}, and empty names. */
    public LedgerProfile {
        if (!ADDRESS.matcher(address).matches()) {
            throw new IllegalArgumentException("address '" + address + "', want host:port");
        }
        if (mspId.isBlank() || channel.isBlank() || chaincode.isBlank()) {
            throw new IllegalArgumentException("mspId, channel and chaincode must not be empty");
        }
    }

    /**
     * Reads the properties {@code address}, {@code mspId}, {@code tlsCaFile}, {@code certFile}, {@code keyFile}, {@code
     * channel} and {@code chaincode}; relative paths start at the folder of the properties file, other properties are
     * ignored.
     *
     * @throws IllegalArgumentException if one is missing or wrong, or a file that it names is not there
     * @throws UncheckedIOException if the properties file cannot be read
     */
    public static LedgerProfile load(Path propertiesFile) {
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(propertiesFile)) {
            properties.load(reader);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the ledger profile " + propertiesFile, e);
        }
        Source source = new Source(propertiesFile, properties);
        return new LedgerProfile(
                source.text("address"),
                source.text("mspId"),
                source.file("tlsCaFile"),
                source.file("certFile"),
                source.file("keyFile"),
                source.text("channel"),
                source.text("chaincode"));
    }

    private record Source(Path propertiesFile, Properties properties) {
        String text(String name) {
            String value = properties.getProperty(name, "").strip();
            if (value.isEmpty()) {
                throw new IllegalArgumentException("ledger profile " + propertiesFile + " has no " + name);
            }
            return value;
        }

        Path file(String name) {
            Path file =
                    propertiesFile.toAbsolutePath().resolveSibling(text(name)).normalize();
            if (!Files.isReadable(file)) {
                throw new IllegalArgumentException("ledger profile " + propertiesFile + " names as " + name
                        + " a file that cannot be read: " + file);
            }
            return file;
        }
    }
}
