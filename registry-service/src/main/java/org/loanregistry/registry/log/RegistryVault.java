package org.loanregistry.registry.log;

import jakarta.inject.Singleton;
import org.jspecify.annotations.Nullable;
import org.loanregistry.privacy.envelope.CellAddress;
import org.loanregistry.privacy.envelope.DataClass;
import org.loanregistry.privacy.envelope.FieldSealer;
import org.loanregistry.privacy.key.DataKey;
import org.loanregistry.privacy.key.TenantKeys;
import org.loanregistry.registry.database.Database;

/** Seals what belongs to no borrower, under one data key that no erasure touches. Safe for many threads. */
@Singleton
public final class RegistryVault {
    private static final String TENANT = "registry";
    private static final String SUBJECT = "registry";
    private static final int SCHEMA_VERSION = 1;

    private final Database database;
    private final TenantKeys keys;
    private final FieldSealer sealer;
    private final RegistryKeyStore store = new RegistryKeyStore();
    private @Nullable DataKey opened;

    RegistryVault(Database database, TenantKeys keys, FieldSealer sealer) {
        this.database = database;
        this.keys = keys;
        this.sealer = sealer;
    }

    /** The envelope of {@code plain} for one cell of a table whose rows are never changed. */
    public byte[] seal(String table, String rowId, String column, byte[] plain) {
        return sealer.seal(key(), cell(table, rowId, column), DataClass.C3, false, plain);
    }

    /** What {@link #seal} sealed for the same cell; anything else is a VaultException. */
    public byte[] open(String table, String rowId, String column, byte[] envelope) {
        return sealer.open(key(), cell(table, rowId, column), envelope);
    }

    private static CellAddress cell(String table, String rowId, String column) {
        return new CellAddress(TENANT, table, rowId, column, SCHEMA_VERSION, 1);
    }

    private synchronized DataKey key() {
        if (opened == null) {
            var wrapped = database.aside(tx -> store.findOrAdd(tx, () -> keys.create(TENANT, SUBJECT)));
            opened = keys.unwrap(TENANT, SUBJECT, wrapped);
        }
        return opened;
    }
}
