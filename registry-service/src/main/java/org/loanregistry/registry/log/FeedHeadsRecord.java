package org.loanregistry.registry.log;

import jakarta.inject.Singleton;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.loanregistry.registry.identity.Lender;
import org.loanregistry.registry.log.FeedStore.FeedHeadsRow;
import org.loanregistry.transparency.feed.FeedHead;
import org.loanregistry.transparency.record.FieldValue;
import org.loanregistry.transparency.record.RecordCommitment;
import org.loanregistry.transparency.record.RecordKey;
import org.loanregistry.transparency.record.RecordSchema;
import org.loanregistry.transparency.record.RecordSchemas;

/** The record that ends every batch: size and root of every lender's feed, each in a salted field of its own. */
@Singleton
final class FeedHeadsRecord {
    private static final int SCHEMA_ID = 513;
    private static final int SLOTS = 16;
    private static final int VERSION = 1;
    /** No feed's head: the root of the empty tree is not zero. */
    private static final byte[] NOBODY = new byte[FeedHead.LENGTH];

    private static final String TABLE = "feed_heads";
    private static final String COLUMN = "sealed_key";

    private final RecordSchema schema;
    private final RegistryVault vault;
    private final SecureRandom random;
    private final RecordIds ids;

    FeedHeadsRecord(RecordSchemas schemas, RegistryVault vault, SecureRandom random, RecordIds ids) {
        this.schema = schemas.require(SCHEMA_ID);
        this.vault = vault;
        this.random = random;
        this.ids = ids;
    }

    /** A new record under a new record key, for the leaf at {@code leafIndex}. */
    FeedHeadsRow draw(long leafIndex, long epochSeconds, Map<Lender, FeedHead> heads) {
        List<byte[]> slots = new ArrayList<>(Collections.nCopies(SLOTS, NOBODY));
        heads.forEach((lender, head) -> slots.set(lender.slot() - 1, head.toBytes()));
        var recordId = ids.next();
        var key = RecordKey.random(random);
        var sealed = vault.seal(TABLE, recordId.toString(), COLUMN, key.toBytes());
        return new FeedHeadsRow(leafIndex, recordId, epochSeconds, slots, sealed);
    }

    /** The commitment, rebuilt from the row. */
    RecordCommitment commitment(FeedHeadsRow row) {
        var key = RecordKey.of(vault.open(TABLE, row.recordId().toString(), COLUMN, row.sealedKey()));
        Map<Integer, FieldValue> values = new HashMap<>();
        for (int slot = 1; slot <= SLOTS; slot++) {
            var head = row.slots().get(slot - 1);
            if (!Arrays.equals(head, NOBODY)) {
                values.put(slot, FieldValue.bytes(head));
            }
        }
        return RecordCommitment.of(schema, key, VERSION, row.epochSeconds(), values);
    }
}
