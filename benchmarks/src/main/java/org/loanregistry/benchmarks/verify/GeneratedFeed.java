package org.loanregistry.benchmarks.verify;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.loanregistry.transparency.bundle.ProofBundle;
import org.loanregistry.transparency.feed.FeedEntry;
import org.loanregistry.transparency.feed.FeedHead;
import org.loanregistry.transparency.feed.FeedKey;
import org.loanregistry.transparency.note.Checkpoint;
import org.loanregistry.transparency.note.SignedNote;
import org.loanregistry.transparency.note.SigningKey;
import org.loanregistry.transparency.note.VerifierKey;
import org.loanregistry.transparency.record.CanonicalJson;
import org.loanregistry.transparency.record.FieldValue;
import org.loanregistry.transparency.record.RecordCommitment;
import org.loanregistry.transparency.record.RecordKey;
import org.loanregistry.transparency.record.RecordSchema;
import org.loanregistry.transparency.record.RecordSchemas;
import org.loanregistry.transparency.record.SchemaField;
import org.loanregistry.transparency.tile.HeadProofs;
import org.loanregistry.transparency.tile.NodeCache;
import org.loanregistry.transparency.tile.TileAppender;
import org.loanregistry.transparency.tree.CompactRange;

/**
 * A lender's feed in a folder, as {@code verify --save} makes it: made-up repayments with the fields and the bytes that the
 * service shows, every second leaf of a log whose other leaves are of others. Deleted when closed.
 */
final class GeneratedFeed implements AutoCloseable {
    private static final String ORIGIN = "registry.example/loans/registry/1/records";
    private static final String LENDER = "bank-a";
    private static final int REPAYMENT = 258;
    private static final int FEED_HEADS = 513;
    private static final long EPOCH_SECONDS = 1_700_000_000;
    private static final int CACHE_TILES = 4096;

    private final RecordSchema schema;
    private final RecordSchemas schemas;
    private final Set<Integer> shown;
    private final FeedKey feedKey = FeedKey.of(new byte[FeedKey.LENGTH]);
    private final SigningKey key = SigningKey.generate(ORIGIN, new SecureRandom());
    private final Path folder;

    private GeneratedFeed(Path folder) throws IOException {
        this.folder = folder;
        try (InputStream text =
                Objects.requireNonNull(GeneratedFeed.class.getResourceAsStream("/schemas/records.txt"), "schemas")) {
            schemas = RecordSchemas.parse(new String(text.readAllBytes(), UTF_8));
        }
        schema = schemas.require(REPAYMENT);
        shown = schema.fields().stream()
                .filter(field -> !field.personal())
                .map(SchemaField::fieldId)
                .collect(Collectors.toUnmodifiableSet());
    }

    /** A feed of so many records in a temporary folder. */
    static GeneratedFeed of(int records) throws IOException {
        GeneratedFeed feed = new GeneratedFeed(Files.createTempDirectory("loanreg-bench-feed"));
        feed.write(records);
        return feed;
    }

    /** Where it is. */
    Path folder() {
        return folder;
    }

    /** The key that a bank pins. */
    VerifierKey vkey() {
        return key.verifierKey();
    }

    private void write(int records) throws IOException {
        try (var tiles = new TileFile()) {
            var tree = TileAppender.empty();
            var feed = CompactRange.empty();
            for (int number = 0; number < records; number++) {
                FeedEntry entry = entry(number);
                feed.append(entry.feedLeafHash());
                tree.append(entry.leafHash());
                tree.append(record(-1L - number).leafHash());
                if (number % 32_768 == 32_767) {
                    tiles.add(tree.takeFullTiles());
                }
            }
            FeedHead head = new FeedHead(records, feed.root());
            RecordCommitment heads = RecordCommitment.of(
                    schemas.require(FEED_HEADS),
                    recordKey(records),
                    1,
                    EPOCH_SECONDS,
                    Map.of(1, FieldValue.bytes(head.toBytes())));
            long size = 2L * records + 1;
            tree.append(heads.leafHash());
            tiles.add(tree.takeFullTiles());
            tiles.end(tree.edgeTiles());
            SignedNote note = SignedNote.sign(new Checkpoint(ORIGIN, size, tree.root()).toBody(), key);
            var proofs = new HeadProofs(size, tiles, new NodeCache(CACHE_TILES));
            writeHead(bundle(heads, Set.of(1), size - 1, proofs, note));
            writeEntries(records);
            LongStream.range(0, records)
                    .parallel()
                    .forEach(number -> write(
                            String.format(Locale.ROOT, "%010d.tlog-proof", number),
                            bundle(record(number), shown, 2 * number, proofs, note)));
        }
    }

    private FeedEntry entry(long number) {
        return new FeedEntry(
                feedKey.salt(number), number, 2 * number, record(number).leafHash());
    }

    private void writeHead(String proof) {
        write("feed.json", "{\"lender\":\"" + LENDER + "\",\"slot\":1}\n");
        write("feed-head.tlog-proof", proof);
    }

    private void writeEntries(int records) throws IOException {
        try (Writer out = Files.newBufferedWriter(folder.resolve("entries.jsonl"))) {
            for (int number = 0; number < records; number++) {
                FeedEntry entry = entry(number);
                Map<String, Object> line = Map.of(
                        "leafHash",
                        entry.leafHash().toBase64(),
                        "logIndex",
                        entry.logIndex(),
                        "number",
                        entry.number(),
                        "salt",
                        Base64.getUrlEncoder().withoutPadding().encodeToString(entry.salt()));
                out.write(CanonicalJson.write(line));
                out.write('\n');
            }
        }
    }

    private static String bundle(
            RecordCommitment record, Set<Integer> fields, long leafIndex, HeadProofs proofs, SignedNote note) {
        String shown = record.disclose(fields).toJson();
        return new ProofBundle(shown, leafIndex, proofs.inclusion(leafIndex).path(), note).toText();
    }

    private void write(String name, String text) {
        try {
            Files.writeString(folder.resolve(name), text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static RecordKey recordKey(long number) {
        byte[] bytes = new byte[RecordKey.LENGTH];
        new SplittableRandom(number).nextBytes(bytes);
        return RecordKey.of(bytes);
    }

    /** The same for the same number: a record is made twice, for all of them at once would not fit into memory. */
    private RecordCommitment record(long number) {
        var random = new SplittableRandom(~number);
        Map<Integer, FieldValue> values = new HashMap<>();
        values.put(1, id(random));
        values.put(2, id(random));
        values.put(3, FieldValue.text("KIVA-" + random.nextInt(1_000_000)));
        values.put(4, FieldValue.text("R-" + number));
        values.put(
                5,
                FieldValue.json("[{\"lender\":\"" + LENDER + "\",\"shareMinor\":60000},"
                        + "{\"lender\":\"bank-b\",\"shareMinor\":40000}]"));
        values.put(6, FieldValue.text("USD"));
        values.put(7, FieldValue.integer(4_000 + random.nextInt(1_000)));
        values.put(8, FieldValue.integer(3_000 + random.nextInt(1_000)));
        values.put(9, FieldValue.integer(random.nextInt(1_000)));
        values.put(10, FieldValue.integer(0));
        values.put(11, FieldValue.text("2024-03-0" + (1 + random.nextInt(9))));
        values.put(13, FieldValue.integer(random.nextInt(100_000)));
        values.put(14, FieldValue.json("{\"source\":\"loans.csv\"}"));
        values.put(16, FieldValue.json("[]"));
        values.put(65531, FieldValue.text("operator:registry-operator"));
        values.put(65532, FieldValue.bytes(bytes(random, 32)));
        values.put(65533, FieldValue.integer(1));
        return RecordCommitment.of(schema, recordKey(number), 1, EPOCH_SECONDS, values);
    }

    private static FieldValue id(SplittableRandom random) {
        return FieldValue.bytes(ByteBuffer.allocate(16)
                .putLong(random.nextLong())
                .putLong(random.nextLong())
                .array());
    }

    private static byte[] bytes(SplittableRandom random, int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }

    @Override
    public void close() throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
