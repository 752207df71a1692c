package org.loanregistry.registry.log;

import jakarta.inject.Singleton;
import org.loanregistry.registry.database.Database;
import org.loanregistry.transparency.note.Checkpoint;
import org.loanregistry.transparency.note.SignedNote;

/**
 * Signs heads, after the commit that made them and never before. A size that has a note keeps it; Ed25519 is
 * deterministic, so that even a signature lost in a crash comes out the same.
 */
@Singleton
final class CheckpointSigner {
    private final Database database;
    private final Settings settings;
    private final SigningKeys keys;
    private final CheckpointStore store = new CheckpointStore();

    CheckpointSigner(Database database, Settings settings, SigningKeys keys) {
        this.database = database;
        this.settings = settings;
        this.keys = keys;
    }

    /** Signs the head of {@code size} leaves, unless it is signed. */
    void sign(LogName log, long size) {
        var unsigned = database.read(tx -> store.unsignedRoot(tx, log, size));
        if (unsigned.isPresent()) {
            var body = new Checkpoint(settings.origin(log), size, unsigned.get()).toBody();
            var note = SignedNote.sign(body, keys.of(log));
            database.inTransaction(tx -> {
                store.sign(tx, log, size, note);
                return note;
            });
        }
    }
}
