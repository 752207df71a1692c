package org.loanregistry.transparency.note;

import java.util.ArrayList;
import java.util.List;
import org.loanregistry.transparency.bytes.StrictText;
import org.loanregistry.transparency.tree.ConsistencyProof;
import org.loanregistry.transparency.tree.Hash;

/**
 * What a log sends to a witness, C2SP tlog-witness {@code add-checkpoint}: the size of the tree that the witness cosigned
 * last, the consistency proof from there, at most 63 hashes, and the new checkpoint as a signed note. Parsing checks neither
 * proof nor signature, and not that the old size is at most the new one: a witness answers each of these in its own way.
 */
public record AddCheckpoint(long oldSize, List<Hash> proof, SignedNote note) {
    /** The most hashes of a proof. */
    public static final int MAX_PROOF = 63;

    /** The longest request, in bytes of UTF-8: the proof and the line before it need less than 4 KB. */
    public static final int MAX_BYTES = SignedNote.MAX_BYTES + 4 * 1024;

    /** Copies the proof; refuses a negative size, too many hashes, and a note that is no checkpoint of three lines. */
    public AddCheckpoint {
        if (oldSize < 0) {
            throw new NoteFormatException("got old size " + oldSize + ", want at least 0");
        }
        if (proof.size() > MAX_PROOF) {
            throw new NoteFormatException("got a proof of " + proof.size() + " hashes, want at most " + MAX_PROOF);
        }
        proof = List.copyOf(proof);
        Checkpoint.parse(note.body());
    }

    /** Parses exactly what {@link #toText} prints. */
    public static AddCheckpoint parse(String text) {
        int blank = text.indexOf("\n\n");
        if (blank < 0) {
            throw new NoteFormatException("no empty line before the checkpoint");
        }
        try {
            List<String> lines = StrictText.lines(text.substring(0, blank + 1));
            List<Hash> proof = new ArrayList<>();
            for (String line : lines.subList(1, lines.size())) {
                proof.add(Hash.parseBase64(line));
            }
            return new AddCheckpoint(
                    StrictText.decimal(StrictText.after("old ", lines.getFirst())),
                    proof,
                    SignedNote.parse(text.substring(blank + 2)));
        } catch (IllegalArgumentException e) {
            throw new NoteFormatException("not a request to add a checkpoint", e);
        }
    }

    /** The body of the request. */
    public String toText() {
        StringBuilder text = new StringBuilder("old ").append(oldSize).append('\n');
        proof.forEach(hash -> text.append(hash.toBase64()).append('\n'));
        return text.append('\n').append(note.toText()).toString();
    }

    /** The checkpoint that the note holds. */
    public Checkpoint checkpoint() {
        return Checkpoint.parse(note.body());
    }

    /** The proof as a claim about two trees; nothing is proved by an old size of 0. */
    public ConsistencyProof consistency() {
        return new ConsistencyProof(oldSize, checkpoint().treeSize(), proof);
    }
}
