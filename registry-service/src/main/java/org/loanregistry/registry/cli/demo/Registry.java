package org.loanregistry.registry.cli.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** The running service of the demo: its process, its address, and the commands that know its users. */
record Registry(Child process, String url, Commands commands) implements AutoCloseable {
    private static final String READY = "ready ";

    static Registry start(Commands commands, int port, Commands.Life life) {
        var process = commands.service(port, life);
        try {
            var url = process.awaitLine(READY).substring(READY.length()).strip();
            return new Registry(process, url, commands);
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
        return commands.signIn().users(commands.home());
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
