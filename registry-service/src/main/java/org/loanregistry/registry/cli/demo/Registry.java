package org.loanregistry.registry.cli.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.loanregistry.transparency.record.CanonicalJson;

/** The running service of the demo: its process, its address, and the tokens it made at this start. */
record Registry(Child process, String url, Path tokensFile) implements AutoCloseable {
    private static final String READY = "ready ";

    static Registry start(Commands commands, int port, Commands.Life life) {
        var process = commands.service(port, life);
        try {
            var url = process.awaitLine(READY).substring(READY.length()).strip();
            return new Registry(process, url, commands.home().service().resolve("tokens.json"));
        } catch (RuntimeException e) {
            process.close();
            throw e;
        }
    }

    int port() {
        return Integer.parseInt(url.substring(url.lastIndexOf(':') + 1));
    }

    /** The users with their role, organisation and token. */
    List<Map<?, ?>> users() {
        try {
            var file = (Map<?, ?>) CanonicalJson.parse(Files.readString(tokensFile));
            return ((List<?>) Objects.requireNonNull(file.get("users")))
                    .stream().map(user -> (Map<?, ?>) user).collect(Collectors.toUnmodifiableList());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String token(String organisation) {
        return users().stream()
                .filter(user -> organisation.equals(user.get("organisation")))
                .map(user -> String.valueOf(user.get("token")))
                .findFirst()
                .orElseThrow(() -> new DemoFailedException("the service made no token for " + organisation));
    }

    /** The organisation's token in a file of its own, as the command line takes it. */
    Path tokenFile(String organisation, Path folder) {
        try {
            return Files.writeString(folder.resolve(organisation + ".token"), token(organisation));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        process.close();
    }
}
