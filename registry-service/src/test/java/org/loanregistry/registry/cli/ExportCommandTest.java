package org.loanregistry.registry.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.nimbusds.jose.EncryptionMethod;
import com.nimbusds.jose.JWEAlgorithm;
import com.nimbusds.jose.JWEHeader;
import com.nimbusds.jose.JWEObject;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.ECDHEncrypter;
import com.nimbusds.jose.jwk.ECKey;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** The borrower's side of an export: a key of one's own, and the opening. */
class ExportCommandTest {
    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    private record Run(int status, String out, String err) {}

    private static Run export(Object... arguments) {
        var out = new StringWriter();
        var err = new StringWriter();
        String[] texts = new String[arguments.length];
        for (int i = 0; i < texts.length; i++) {
            texts[i] = arguments[i].toString();
        }
        int status = new CommandLine(new ExportCommand())
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(texts);
        return new Run(status, out.toString(), err.toString());
    }

    private static String sealedTo(String publicKey) throws Exception {
        var jwe = new JWEObject(
                new JWEHeader(JWEAlgorithm.ECDH_ES, EncryptionMethod.A256GCM), new Payload("{\"all\":\"of it\"}"));
        jwe.encrypt(new ECDHEncrypter(ECKey.parse(publicKey)));
        return jwe.serialize();
    }

    @Test
    void a_key_is_made_for_its_owner_alone_and_opens_what_was_sealed_to_its_public_part() throws Exception {
        Path key = folder.resolve("me.jwk");
        Run made = export("key", "--out", key);
        assertEquals(0, made.status(), made.err());
        assertFalse(made.out().contains("\"d\""), "the private part stays in the file");
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(key)));
        assertEquals(1, export("key", "--out", key).status(), "a key is not written over");
        Path alone = Files.writeString(folder.resolve("export.jwe"), sealedTo(made.out()));
        Path answer = Files.writeString(
                folder.resolve("answer.json"), "{\"subjectId\":\"x\",\"sealed\":\"" + sealedTo(made.out()) + "\"}");
        for (Path file : new Path[] {alone, answer}) {
            assertEquals(
                    "{\"all\":\"of it\"}\n", export("open", file, "--key", key).out());
        }
        Path out = folder.resolve("mine.json");
        assertEquals(0, export("open", alone, "--key", key, "--out", out).status());
        assertEquals("{\"all\":\"of it\"}", Files.readString(out));
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(out)));
        assertEquals(1, export("open", alone, "--key", key, "--out", out).status(), "nor is an export");
    }

    @Test
    void what_does_not_open_is_said_in_one_line_and_nothing_is_written() throws Exception {
        Path key = folder.resolve("me.jwk");
        String publicPart = export("key", "--out", key).out();
        Path other = folder.resolve("other.jwk");
        export("key", "--out", other);
        Path file = Files.writeString(folder.resolve("export.jwe"), sealedTo(publicPart));
        Path publicKey = Files.writeString(folder.resolve("public.jwk"), publicPart);
        Path text = Files.writeString(folder.resolve("text"), "not sealed");
        Path missing = folder.resolve("missing");
        Path out = folder.resolve("out.json");
        for (Run run : new Run[] {
            export("open", file, "--key", other, "--out", out),
            export("open", file, "--key", publicKey, "--out", out),
            export("open", file, "--key", text, "--out", out),
            export("open", text, "--key", key, "--out", out),
            export("open", key, "--key", key, "--out", out),
            export("open", missing, "--key", key, "--out", out),
            export("open", file, "--key", missing, "--out", out)
        }) {
            assertEquals(1, run.status());
            assertEquals(1, run.err().lines().count(), run.err());
            assertTrue(run.err().startsWith("loanreg export: "), run.err());
            assertFalse(Files.exists(out));
        }
        assertEquals(2, export("open", file).status());
        assertEquals(2, export("seal").status());
    }
}
