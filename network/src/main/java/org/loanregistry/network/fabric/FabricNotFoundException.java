package org.loanregistry.network.fabric;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/** There is no usable Fabric installation; the message says what was looked for and how to install one. */
public final class FabricNotFoundException extends Exception {
    private static final long serialVersionUID = 1L;

    FabricNotFoundException(String reason) {
        super(reason + "\n" + instructions());
    }

    private static String instructions() {
        try (InputStream text = FabricNotFoundException.class.getResourceAsStream("install-fabric.txt")) {
            return new String(Objects.requireNonNull(text).readAllBytes(), StandardCharsets.UTF_8).stripTrailing();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
