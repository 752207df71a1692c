package org.loanregistry.verifier;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.loanregistry.transparency.bundle.ProofBundle;
import org.loanregistry.transparency.note.Checkpoint;
import org.loanregistry.transparency.note.NoteSignature;
import org.loanregistry.transparency.note.SignedNote;
import org.loanregistry.transparency.record.CanonicalJson;
import org.loanregistry.transparency.record.DisclosedField;
import org.loanregistry.transparency.record.Disclosure;
import org.loanregistry.transparency.record.FieldValue;
import org.loanregistry.transparency.tree.Hash;
import org.loanregistry.transparency.tree.TreeHash;

/**
 * One wrong bundle each, named after what is wrong. They are committed under src/test/resources/vectors/bundles, one JSON
 * file a case, frozen; run {@link #main} to write new ones.
 */
final class BundleCases {
    private static final int INDEX = 3;

    private final TestLog log = new TestLog("log");
    private final long size;
    private final Map<String, Case> cases = new LinkedHashMap<>();

    /** @param expect the verdict's name */
    record Case(String why, String expect, String bundle) {
        String toJson() {
            return CanonicalJson.write(Map.of("why", why, "expect", expect, "bundle", bundle)) + "\n";
        }
    }

    private BundleCases() {
        log.appendBatch(5);
        log.appendForeignRecord();
        size = log.appendBatch(4);
    }

    /** Writes the cases into the folder named. */
    public static void main(String[] arguments) throws IOException {
        Path folder = Path.of(arguments[0]);
        for (Map.Entry<String, Case> entry : all().entrySet()) {
            Files.writeString(
                    folder.resolve(entry.getKey() + ".json"), entry.getValue().toJson());
        }
        Files.writeString(folder.resolve("vkey.txt"), new TestLog("log").vkey().toText() + "\n");
    }

    static Map<String, Case> all() {
        BundleCases made = new BundleCases();
        made.inOrder();
        made.fieldsAltered();
        made.headerAltered();
        made.checkpointAltered();
        made.notInTheLog();
        made.unreadable();
        return made.cases;
    }

    private void inOrder() {
        add("contract", "VERIFIED", "a contract with two fields", bundle());
        add("feed-heads", "VERIFIED", "the record that ends the checkpoint", log.bundle((int) size - 1, size));
        ProofBundle other = log.bundle(INDEX, 6);
        add("earlier-checkpoint", "VERIFIED", "proved by an earlier checkpoint", other);
        Disclosure none = log.disclosure(INDEX);
        add(
                "no-field",
                "VERIFIED",
                "discloses no field, only that there is a record",
                with(new Disclosure(
                        none.schemaId(),
                        none.fieldCount(),
                        none.rid(),
                        none.epochSeconds(),
                        none.headerSalt(),
                        none.leafData(),
                        List.of())));
    }

    private void fieldsAltered() {
        add(
                "amount-raised",
                "ALTERED",
                "the amount is one unit more than was recorded",
                withField(field ->
                        new DisclosedField(field.fieldId(), FieldValue.integer(100_004), field.salt(), field.path())));
        add(
                "amount-made-absent",
                "ALTERED",
                "the amount is said to be absent",
                withField(
                        field -> new DisclosedField(field.fieldId(), FieldValue.absent(), field.salt(), field.path())));
        add(
                "amount-as-bytes",
                "ALTERED",
                "the same eight bytes, said to be no integer",
                withField(field -> new DisclosedField(
                        field.fieldId(), FieldValue.bytes(field.value().bytes()), field.salt(), field.path())));
        add(
                "amount-as-another-field",
                "ALTERED",
                "the principal is shown as the funded amount",
                withField(field -> new DisclosedField(field.fieldId() + 1, field.value(), field.salt(), field.path())));
        add(
                "amount-of-no-field",
                "ALTERED",
                "a field that the schema does not have",
                withField(field -> new DisclosedField(999, field.value(), field.salt(), field.path())));
        add(
                "salt-altered",
                "ALTERED",
                "one bit of a salt",
                withField(
                        field -> new DisclosedField(field.fieldId(), field.value(), flip(field.salt()), field.path())));
        add(
                "field-path-short",
                "ALTERED",
                "a field's path lacks its last hash",
                withField(field -> new DisclosedField(
                        field.fieldId(),
                        field.value(),
                        field.salt(),
                        field.path().subList(1, field.path().size()))));
    }

    private void headerAltered() {
        Disclosure d = log.disclosure(INDEX);
        add(
                "time-altered",
                "ALTERED",
                "the record's time is a second later",
                with(new Disclosure(
                        d.schemaId(),
                        d.fieldCount(),
                        d.rid(),
                        d.epochSeconds() + 1,
                        d.headerSalt(),
                        d.leafData(),
                        d.disclosed())));
        add(
                "kind-altered",
                "ALTERED",
                "a contract shown as a repayment",
                with(new Disclosure(
                        258, d.fieldCount(), d.rid(), d.epochSeconds(), d.headerSalt(), d.leafData(), d.disclosed())));
        add(
                "field-count-altered",
                "ALTERED",
                "one field more than the schema has",
                with(new Disclosure(
                        d.schemaId(),
                        d.fieldCount() + 1,
                        d.rid(),
                        d.epochSeconds(),
                        d.headerSalt(),
                        d.leafData(),
                        d.disclosed())));
        add(
                "rid-altered",
                "ALTERED",
                "one bit of the record's identifier",
                with(new Disclosure(
                        d.schemaId(),
                        d.fieldCount(),
                        flip(d.rid()),
                        d.epochSeconds(),
                        d.headerSalt(),
                        d.leafData(),
                        d.disclosed())));
        byte[] leaf = d.leafData();
        leaf[4] = 2;
        add(
                "leaf-hash-algorithm-altered",
                "ALTERED",
                "the leaf's algorithm byte",
                with(new Disclosure(
                        d.schemaId(), d.fieldCount(), d.rid(), d.epochSeconds(), d.headerSalt(), leaf, d.disclosed())));
        byte[] root = d.leafData();
        root[68] ^= 1;
        add(
                "record-root-altered",
                "ALTERED",
                "one bit of the record root",
                with(new Disclosure(
                        d.schemaId(), d.fieldCount(), d.rid(), d.epochSeconds(), d.headerSalt(), root, d.disclosed())));
    }

    private void checkpointAltered() {
        SignedNote note = log.note(size);
        NoteSignature line = note.signatures().getFirst();
        SignedNote flipped = new SignedNote(
                note.body(), List.of(new NoteSignature(line.name(), line.keyId(), flip(line.signature()))));
        add("signature-altered", "ALTERED", "one bit of the log's signature", with(flipped));
        String grown = note.body().replace("\n" + size + "\n", "\n" + (size + 1) + "\n");
        add(
                "size-altered",
                "ALTERED",
                "the tree size, without a new signature",
                with(new SignedNote(grown, note.signatures())));
        Checkpoint head = Checkpoint.parse(note.body());
        add(
                "signed-by-another-key",
                "ALTERED",
                "another key of the same name signed",
                with(new TestLog("thief").sign(head)));
    }

    private void notInTheLog() {
        ProofBundle good = bundle();
        Checkpoint elsewhere =
                new Checkpoint("other.example/log", size, good.head().root());
        add("another-log", "NOT_IN_LOG", "the checkpoint names another log", with(log.sign(elsewhere)));
        Disclosure invented = log.record(TestLog.CONTRACT, Map.of(TestLog.NUMBER, FieldValue.text("KIVA-3")))
                .disclose(java.util.Set.of(TestLog.NUMBER));
        add("record-invented", "NOT_IN_LOG", "a record in order of itself, under another's path", with(invented));
        add(
                "record-of-another-leaf",
                "NOT_IN_LOG",
                "a record of this log, under another's path",
                with(log.disclosure(2)));
        add("index-off-by-one", "NOT_IN_LOG", "the next leaf's index", at(INDEX + 1, good.path()));
        add("index-past-the-tree", "NOT_IN_LOG", "an index that the tree does not reach", at(size, good.path()));
        List<Hash> path = new ArrayList<>(good.path());
        path.set(1, TreeHash.emptyRoot());
        add("path-hash-replaced", "NOT_IN_LOG", "one hash of the path", at(INDEX, path));
        add(
                "path-short",
                "NOT_IN_LOG",
                "the path lacks its last hash",
                at(INDEX, good.path().subList(0, good.path().size() - 1)));
        List<Hash> longer = new ArrayList<>(good.path());
        longer.add(TreeHash.emptyRoot());
        add("path-long", "NOT_IN_LOG", "a hash too many", at(INDEX, longer));
    }

    private void unreadable() {
        ProofBundle good = bundle();
        String text = good.toText();
        Disclosure d = log.disclosure(INDEX);
        add("empty", "UNREADABLE", "an empty file", "");
        add(
                "no-record",
                "UNREADABLE",
                "no extra line",
                new ProofBundle(null, good.leafIndex(), good.path(), good.checkpoint()));
        add("extra-no-json", "UNREADABLE", "the extra line holds no JSON", with("loan"));
        add(
                "extra-with-a-member-more",
                "UNREADABLE",
                "a member that the format does not have",
                with(d.toJson().replace("{\"disclosed\"", "{\"a\":1,\"disclosed\"")));
        add(
                "schema-unknown",
                "UNREADABLE",
                "a record schema from the future",
                with(new Disclosure(
                        9999, d.fieldCount(), d.rid(), d.epochSeconds(), d.headerSalt(), d.leafData(), d.disclosed())));
        add("version-unknown", "UNREADABLE", "another version of the format", text.replace("@v1", "@v2"));
        add("cut-off", "UNREADABLE", "the last bytes are missing", text.substring(0, text.length() - 5));
        add("text-after", "UNREADABLE", "a line after the end", text + "and more\n");
        add("line-ends-of-windows", "UNREADABLE", "CR LF", text.replace("\n", "\r\n"));
        add("no-checkpoint", "UNREADABLE", "the note is missing", text.substring(0, text.indexOf("\n\n") + 2));
    }

    private ProofBundle bundle() {
        return log.bundle(INDEX, size);
    }

    private ProofBundle with(Disclosure disclosure) {
        return with(disclosure.toJson());
    }

    private ProofBundle with(String extraJson) {
        ProofBundle good = bundle();
        return new ProofBundle(extraJson, good.leafIndex(), good.path(), good.checkpoint());
    }

    private ProofBundle with(SignedNote checkpoint) {
        ProofBundle good = bundle();
        return new ProofBundle(good.extraJson(), good.leafIndex(), good.path(), checkpoint);
    }

    private ProofBundle at(long index, List<Hash> path) {
        ProofBundle good = bundle();
        return new ProofBundle(good.extraJson(), index, path, good.checkpoint());
    }

    private ProofBundle withField(UnaryOperator<DisclosedField> change) {
        Disclosure d = log.disclosure(INDEX);
        List<DisclosedField> fields = new ArrayList<>(d.disclosed());
        fields.set(1, change.apply(fields.get(1)));
        return with(new Disclosure(
                d.schemaId(), d.fieldCount(), d.rid(), d.epochSeconds(), d.headerSalt(), d.leafData(), fields));
    }

    private static byte[] flip(byte[] bytes) {
        bytes[7] ^= 1;
        return bytes;
    }

    private void add(String name, String expect, String why, ProofBundle bundle) {
        add(name, expect, why, bundle.toText());
    }

    private void add(String name, String expect, String why, String bundle) {
        cases.put(name, new Case(why, expect, bundle));
    }
}
