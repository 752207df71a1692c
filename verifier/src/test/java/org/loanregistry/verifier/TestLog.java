package org.loanregistry.verifier;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.loanregistry.transparency.bundle.ProofBundle;
import org.loanregistry.transparency.feed.FeedEntry;
import org.loanregistry.transparency.feed.FeedHead;
import org.loanregistry.transparency.feed.FeedKey;
import org.loanregistry.transparency.note.AnchoredCheckpoint;
import org.loanregistry.transparency.note.Checkpoint;
import org.loanregistry.transparency.note.SignedNote;
import org.loanregistry.transparency.note.SigningKey;
import org.loanregistry.transparency.note.VerifierKey;
import org.loanregistry.transparency.record.Disclosure;
import org.loanregistry.transparency.record.FieldValue;
import org.loanregistry.transparency.record.RecordCommitment;
import org.loanregistry.transparency.record.RecordKey;
import org.loanregistry.transparency.record.SchemaField;
import org.loanregistry.transparency.tile.TileAddress;
import org.loanregistry.transparency.tree.Hash;
import org.loanregistry.transparency.tree.MerkleTree;

/** A small registry with real keys: records, a lender's feed, checkpoints, and a peer that holds the anchored ones. */
final class TestLog implements AnchoredHeads {
    static final String ORIGIN = "registry.example/loans/registry/1/records";
    static final int CONTRACT = 257;
    static final int FEED_HEADS = 513;
    static final int AGREEMENT = 1537;
    static final int NUMBER = 6;
    static final int AMOUNT = 10;

    private static final long EPOCH_SECONDS = 1_700_000_000;

    private static final int CONTRACT_ID = 5;
    private static final int FUNDERS = 8;

    private final SigningKey key;
    private final String funder;
    private final List<Integer> schemaIds = new ArrayList<>();
    private final List<RecordCommitment> records = new ArrayList<>();
    private final List<FeedEntry> feed = new ArrayList<>();
    private final FeedKey feedKey = FeedKey.of(seed("feed", 0));
    private final TreeMap<Long, AnchoredCheckpoint> anchored = new TreeMap<>();

    /** A log whose keys, and so all bytes, follow from {@code name}. */
    TestLog(String name) {
        this(name, "");
    }

    /** The same with records that name and disclose their funder; it stands in no key. */
    TestLog(String name, String funder) {
        this.funder = funder;
        this.key = SigningKey.generate(ORIGIN, new FixedRandom(seed(name, 0)));
    }

    VerifierKey vkey() {
        return key.verifierKey();
    }

    /** Appends {@code count} contracts of the lender and the feed-heads record that ends their batch; returns the size. */
    long appendBatch(int count) {
        for (int i = 0; i < count; i++) {
            long index = records.size();
            RecordCommitment record = record(
                    CONTRACT,
                    funded(NUMBER, FieldValue.text("KIVA-" + index), AMOUNT, FieldValue.integer(100_000 + index)));
            feed.add(new FeedEntry(feedKey.salt(feed.size()), feed.size(), index, record.leafHash()));
            add(CONTRACT, record);
        }
        add(FEED_HEADS, record(FEED_HEADS, Map.of(1, FieldValue.bytes(feedHead().toBytes()))));
        return records.size();
    }

    private Map<Integer, FieldValue> funded(int one, FieldValue number, int other, FieldValue amount) {
        return funder.isEmpty()
                ? Map.of(one, number, other, amount)
                : Map.of(
                        one,
                        number,
                        other,
                        amount,
                        FUNDERS,
                        FieldValue.json("[{\"lender\":\"" + funder + "\",\"shareMinor\":100000}]"));
    }

    /** Appends a contract of this id; in no batch yet. */
    void appendContract(int id) {
        long index = records.size();
        var values = new HashMap<>(
                funded(NUMBER, FieldValue.text("KIVA-" + index), AMOUNT, FieldValue.integer(100_000 + index)));
        values.put(CONTRACT_ID, id(id));
        addToFeed(CONTRACT, values);
    }

    /** Appends a version of the share agreement between that contract and a lender, to this lender's feed or to none. */
    void appendAgreement(int contract, Map<String, FieldValue> said, boolean isInFeed) {
        var values = new HashMap<>(PackedSchemas.load().require(AGREEMENT).byId(said));
        values.put(1, id(contract));
        if (isInFeed) {
            addToFeed(AGREEMENT, values);
        } else {
            add(AGREEMENT, record(AGREEMENT, values));
        }
    }

    /** Ends a batch with the feed-heads record; returns the size. */
    long endBatch() {
        return appendBatch(0);
    }

    private void addToFeed(int schemaId, Map<Integer, FieldValue> values) {
        RecordCommitment record = record(schemaId, values);
        feed.add(new FeedEntry(feedKey.salt(feed.size()), feed.size(), records.size(), record.leafHash()));
        add(schemaId, record);
    }

    private static FieldValue id(int id) {
        return FieldValue.bytes(ByteBuffer.allocate(16).putLong(8, id).array());
    }

    void appendForeignRecord() {
        add(CONTRACT, record(CONTRACT, Map.of(NUMBER, FieldValue.text("OTHER"))));
    }

    FeedHead feedHead() {
        return new FeedHead(
                feed.size(),
                MerkleTree.root(feed.stream().map(FeedEntry::feedLeafHash).toList()));
    }

    List<FeedEntry> feed() {
        return feed;
    }

    Disclosure disclosure(int index) {
        return records.get(index).disclose(open(schemaIds.get(index)));
    }

    private Set<Integer> open(int schemaId) {
        if (schemaId != CONTRACT) {
            return Set.of(1);
        }
        return funder.isEmpty() ? Set.of(NUMBER, AMOUNT) : Set.of(NUMBER, FUNDERS, AMOUNT);
    }

    /** A tile of the log at any size. */
    byte[] tile(TileAddress address) {
        byte[] content = new byte[address.width() * Hash.LENGTH];
        for (int i = 0; i < address.width(); i++) {
            records.get(Math.toIntExact(address.index()) * TileAddress.FULL + i)
                    .leafHash()
                    .copyTo(content, i * Hash.LENGTH);
        }
        return content;
    }

    /** The bundle as a feed has it: every field that is not personal. */
    ProofBundle shown(int index, long size) {
        return shown(index, size, _ -> true);
    }

    /** The same with those of them whose names are taken. */
    ProofBundle shown(int index, long size, Predicate<String> names) {
        Set<Integer> open = PackedSchemas.load().require(schemaIds.get(index)).fields().stream()
                .filter(field -> !field.personal() && names.test(field.name()))
                .map(SchemaField::fieldId)
                .collect(Collectors.toUnmodifiableSet());
        Disclosure shown = records.get(index).disclose(open);
        return new ProofBundle(shown.toJson(), index, path(index, size), note(size));
    }

    ProofBundle bundle(int index, long size) {
        return new ProofBundle(disclosure(index).toJson(), index, path(index, size), note(size));
    }

    List<Hash> path(int index, long size) {
        return MerkleTree.inclusionPath(leaves(size), index);
    }

    SignedNote note(long size) {
        return SignedNote.sign(new Checkpoint(ORIGIN, size, MerkleTree.root(leaves(size))).toBody(), key);
    }

    SignedNote sign(Checkpoint checkpoint) {
        return SignedNote.sign(checkpoint.toBody(), key);
    }

    /** Puts the checkpoint of {@code size} on the peer, {@code epochSeconds} being its time. */
    void anchor(long size, long epochSeconds) {
        anchored.put(size, new AnchoredCheckpoint(epochSeconds, "ab".repeat(32), note(size)));
    }

    @Override
    public Optional<AnchoredCheckpoint> head(String origin) {
        return Optional.ofNullable(anchored.lastEntry()).map(Map.Entry::getValue);
    }

    @Override
    public Optional<AnchoredCheckpoint> checkpointAtOrAfter(String origin, long treeSize) {
        return Optional.ofNullable(anchored.ceilingEntry(treeSize)).map(Map.Entry::getValue);
    }

    private void add(int schemaId, RecordCommitment record) {
        schemaIds.add(schemaId);
        records.add(record);
    }

    /** The record that would come next; its key follows from its place. */
    RecordCommitment record(int schemaId, Map<Integer, FieldValue> values) {
        RecordKey recordKey = RecordKey.of(seed("record", records.size()));
        return RecordCommitment.of(PackedSchemas.load().require(schemaId), recordKey, 1, EPOCH_SECONDS, values);
    }

    private List<Hash> leaves(long size) {
        return records.stream().limit(size).map(RecordCommitment::leafHash).toList();
    }

    private static byte[] seed(String name, long number) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(name.getBytes(US_ASCII));
            return digest.digest(ByteBuffer.allocate(8).putLong(number).array());
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }

    private static final class FixedRandom extends SecureRandom {
        private static final long serialVersionUID = 1L;

        private final byte[] fixed;

        FixedRandom(byte[] fixed) {
            this.fixed = fixed;
        }

        @Override
        public void nextBytes(byte[] bytes) {
            System.arraycopy(fixed, 0, bytes, 0, bytes.length);
        }
    }
}
