package org.loanregistry.registry.cli.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.loanregistry.ledger.LedgerProfile;
import org.loanregistry.transparency.note.VerifierKey;
import org.loanregistry.transparency.record.CanonicalJson;

/** {@code run.json}: where a kept demo is reached. It holds the tokens, so only its owner may read it. */
final class RunFile {
    private static final List<String> ORGANISATIONS = List.of("RegistryOperator", "BankA", "BankB", "BankC");

    private RunFile() {}

    static void write(Demo demo) {
        var home = demo.home();
        var operator = LedgerProfile.load(home.profile("RegistryOperator", "client"));
        var run = new LinkedHashMap<String, Object>();
        run.put("service", demo.registry().url());
        run.put("logs", Commands.LOGS.stream().collect(Collectors.toMap(name -> name, name -> log(demo, name))));
        run.put("channel", operator.channel());
        run.put("chaincode", operator.chaincode());
        run.put("peers", peers(home));
        run.put("users", demo.registry().users());
        run.put("people", demo.commands().signIn().people());
        try {
            var file = home.runFile();
            Files.deleteIfExists(file);
            Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            Files.writeString(file, CanonicalJson.write(run) + "\n", StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Map<String, Object> log(Demo demo, String name) {
        try {
            var vkey = Files.readString(demo.commands().vkeyFile(name)).strip();
            return Map.of(
                    "url",
                    demo.registry().url() + "/log/" + name,
                    "vkey",
                    vkey,
                    "origin",
                    VerifierKey.parse(vkey).name());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<Map<String, Object>> peers(DemoHome home) {
        var peers = new ArrayList<Map<String, Object>>();
        for (var organisation : ORGANISATIONS) {
            var profile = LedgerProfile.load(home.profile(organisation, "client"));
            peers.add(Map.of(
                    "name", organisation,
                    "mspId", profile.mspId(),
                    "address", profile.address(),
                    "tlsCaFile", profile.tlsCaFile().toString(),
                    "clientCertFile", profile.certFile().toString(),
                    "clientKeyFile", profile.keyFile().toString()));
        }
        return peers;
    }
}
