package org.loanregistry.registry.log;

import static org.jooq.impl.DSL.coalesce;
import static org.jooq.impl.DSL.currentOffsetDateTime;
import static org.jooq.impl.DSL.val;
import static org.loanregistry.registry.database.schema.Tables.CHECKPOINT;

import java.util.Optional;
import org.loanregistry.registry.database.Transaction;
import org.loanregistry.registry.database.schema.tables.records.CheckpointRecord;
import org.loanregistry.transparency.note.AnchoredCheckpoint;
import org.loanregistry.transparency.note.Checkpoint;
import org.loanregistry.transparency.note.SignedNote;
import org.loanregistry.transparency.tree.Hash;

/** The checkpoints of a log: integrated, then signed, then anchored; one note a size, for ever. */
final class CheckpointStore {
    private static final String SIGNED = "signed";
    private static final String ANCHORED = "anchored";

    /** Adds the checkpoint of a new size, unsigned. */
    void insert(Transaction tx, LogName log, long size, Hash root) {
        tx.dsl()
                .insertInto(CHECKPOINT, CHECKPOINT.LOG_ID, CHECKPOINT.SIZE, CHECKPOINT.ROOT)
                .values(log.id(), size, root.toBytes())
                .execute();
    }

    /** Keeps the note of a size, unless it has one. */
    void sign(Transaction tx, LogName log, long size, SignedNote note) {
        tx.dsl()
                .update(CHECKPOINT)
                .set(CHECKPOINT.NOTE, note.toText())
                .set(CHECKPOINT.STATE, SIGNED)
                .set(CHECKPOINT.SIGNED_AT, currentOffsetDateTime())
                .where(CHECKPOINT.LOG_ID.eq(log.id()))
                .and(CHECKPOINT.SIZE.eq(size))
                .and(CHECKPOINT.NOTE.isNull())
                .execute();
    }

    /**
     * Notes that the ledger holds this checkpoint, or holds it with a newer time; a head of a size or root that is not ours
     * changes nothing.
     */
    void markAnchored(Transaction tx, LogName log, AnchoredCheckpoint head) {
        var checkpoint = head.checkpoint();
        tx.dsl()
                .update(CHECKPOINT)
                .set(
                        CHECKPOINT.NOTE,
                        coalesce(CHECKPOINT.NOTE, val(ownLines(head.note()).toText())))
                .set(CHECKPOINT.ANCHORED_NOTE, head.note().toText())
                .set(CHECKPOINT.STATE, ANCHORED)
                .set(CHECKPOINT.TRANSACTION_ID, head.transactionId())
                .set(CHECKPOINT.HEAD_SECONDS, head.epochSeconds())
                .set(CHECKPOINT.ANCHORED_AT, currentOffsetDateTime())
                .where(CHECKPOINT.LOG_ID.eq(log.id()))
                .and(CHECKPOINT.SIZE.eq(checkpoint.treeSize()))
                .and(CHECKPOINT.ROOT.eq(checkpoint.root().toBytes()))
                .and(CHECKPOINT.STATE.ne(ANCHORED).or(CHECKPOINT.HEAD_SECONDS.lt(head.epochSeconds())))
                .execute();
    }

    /** The note as the log signed it. */
    private static SignedNote ownLines(SignedNote note) {
        var origin = Checkpoint.parse(note.body()).origin();
        return new SignedNote(
                note.body(),
                note.signatures().stream()
                        .filter(line -> line.name().equals(origin))
                        .toList());
    }

    /** The largest checkpoint, if it is signed. */
    Optional<SignedHead> newestSigned(Transaction tx, LogName log) {
        return tx.dsl()
                .selectFrom(CHECKPOINT)
                .where(CHECKPOINT.LOG_ID.eq(log.id()))
                .and(CHECKPOINT.NOTE.isNotNull())
                .orderBy(CHECKPOINT.SIZE.desc())
                .limit(1)
                .fetchOptional(row -> head(row, row.getNote()));
    }

    /** The largest checkpoint that the ledger holds, as it holds it: the only one that may be shown. */
    Optional<SignedHead> newestAnchored(Transaction tx, LogName log) {
        return tx.dsl()
                .selectFrom(CHECKPOINT)
                .where(CHECKPOINT.LOG_ID.eq(log.id()))
                .and(CHECKPOINT.STATE.eq(ANCHORED))
                .orderBy(CHECKPOINT.SIZE.desc())
                .limit(1)
                .fetchOptional(row -> head(row, row.getAnchoredNote()));
    }

    /** The root of the newest size if nobody signed it yet. */
    Optional<Hash> unsignedRoot(Transaction tx, LogName log, long size) {
        return tx.dsl()
                .selectFrom(CHECKPOINT)
                .where(CHECKPOINT.LOG_ID.eq(log.id()))
                .and(CHECKPOINT.SIZE.eq(size))
                .and(CHECKPOINT.NOTE.isNull())
                .fetchOptional(row -> Hash.of(row.getRoot()));
    }

    private static SignedHead head(CheckpointRecord row, String note) {
        return new SignedHead(row.getSize(), Hash.of(row.getRoot()), SignedNote.parse(note));
    }
}
