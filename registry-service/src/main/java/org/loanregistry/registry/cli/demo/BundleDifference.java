package org.loanregistry.registry.cli.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.loanregistry.transparency.bundle.ProofBundle;
import org.loanregistry.transparency.record.DisclosedField;
import org.loanregistry.transparency.record.Disclosure;
import org.loanregistry.transparency.record.RecordSchemas;

/** What a bank sees when it lays the bundle it kept beside the one it is shown now: the fields whose values differ. */
final class BundleDifference {
    private BundleDifference() {}

    static String between(Path kept, Path shown) {
        var before = disclosure(kept);
        var now = disclosure(shown);
        var schema = schemas().require(before.schemaId());
        var differences = new ArrayList<String>();
        for (var field : before.disclosed()) {
            var other = find(now.disclosed(), field.fieldId());
            if (other.isPresent() && !other.get().value().equals(field.value())) {
                var name = schema.find(field.fieldId()).orElseThrow().name();
                differences.add(name + " was " + field.value().display() + ", is shown as "
                        + other.get().value().display());
            }
        }
        return differences.isEmpty() ? "no field differs" : String.join("; ", differences);
    }

    private static Optional<DisclosedField> find(List<DisclosedField> fields, int fieldId) {
        return fields.stream().filter(field -> field.fieldId() == fieldId).findFirst();
    }

    private static Disclosure disclosure(Path file) {
        try {
            var extra = ProofBundle.parse(Files.readString(file)).extraJson();
            if (extra == null) {
                throw new DemoFailedException("the bundle shows no record: " + file);
            }
            return Disclosure.parse(extra);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static RecordSchemas schemas() {
        try (var text = BundleDifference.class.getResourceAsStream("/schemas/records.txt")) {
            if (text == null) {
                throw new DemoFailedException("the record schemas are not in the jar");
            }
            return RecordSchemas.parse(new String(text.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
