package org.loanregistry.registry.cli.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The banks' witnesses of the demo: a process each, with the bank's own peer. */
final class Witnesses implements AutoCloseable {
    private static final String KEY = "vkey ";

    private final Commands commands;
    private final List<Child> running = new ArrayList<>();
    private final Map<Bank, String> keys = new LinkedHashMap<>();

    private Witnesses(Commands commands) {
        this.commands = commands;
    }

    /** Starts all at once and waits until each has told its key. */
    static Witnesses start(Commands commands) {
        var witnesses = new Witnesses(commands);
        try {
            Bank.ALL.forEach(bank -> witnesses.running.add(commands.witness(bank)));
            for (int i = 0; i < Bank.ALL.size(); i++) {
                var key = witnesses.running.get(i).awaitLine(KEY).substring(KEY.length());
                witnesses.keys.put(Bank.ALL.get(i), key);
            }
            return witnesses;
        } catch (RuntimeException e) {
            witnesses.close();
            throw e;
        }
    }

    /** Ports that were free a moment ago: the service is told where the witnesses will be before they are there. */
    static List<Integer> freePorts() {
        try (var first = freePort();
                var second = freePort();
                var third = freePort()) {
            return List.of(first.getLocalPort(), second.getLocalPort(), third.getLocalPort());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static ServerSocket freePort() throws IOException {
        return new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
    }

    /** For the proposal of a log: whose witness has which key. */
    List<String> options() {
        return keys.entrySet().stream()
                .flatMap(each -> List.of("--witness", each.getKey().mspId() + "=" + each.getValue()).stream())
                .toList();
    }

    /** Kills a bank's witness. */
    void kill(Bank bank) {
        running.get(Bank.ALL.indexOf(bank)).kill();
    }

    /** Starts the witness that was killed, on what it kept; with another key it would be no help. */
    void restart(Bank bank) {
        var again = commands.witness(bank);
        running.set(Bank.ALL.indexOf(bank), again);
        var key = again.awaitLine(KEY).substring(KEY.length());
        if (!key.equals(keys.get(bank))) {
            throw new DemoFailedException("the witness of " + bank.mspId() + " came back with another key");
        }
    }

    @Override
    public void close() {
        running.forEach(Child::close);
    }
}
