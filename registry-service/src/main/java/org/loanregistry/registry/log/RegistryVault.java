package org.loanregistry.registry.log;

import jakarta.inject.Singleton;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.loanregistry.privacy.envelope.CellAddress;
import org.loanregistry.privacy.envelope.DataClass;
import org.loanregistry.privacy.envelope.FieldSealer;
import org.loanregistry.privacy.key.DataKey;
import org.loanregistry.privacy.key.TenantKeys;
import org.loanregistry.privacy.key.VaultException;
import org.loanregistry.privacy.key.WrappedDataKey;
import org.loanregistry.registry.database.Database;

/**
 * Seals what belongs to no borrower, under data keys that no erasure touches. Writes are counted in the database, 1,024 at a
 * time and before they are made; a key that has sealed 2^20 gets a successor and from then on only opens. Safe for many threads.
 */
@Singleton
public final class RegistryVault {
    private static final String TENANT = "registry";
    private static final String SUBJECT = "registry";
    private static final int SCHEMA_VERSION = 1;
    private static final long RESERVED_AT_ONCE = 1_024;

    private final Database database;
    private final TenantKeys keys;
    private final FieldSealer sealer;
    private final RegistryKeyStore store = new RegistryKeyStore();
    private final List<DataKey> opened = new CopyOnWriteArrayList<>();
    private @Nullable DataKey sealing;
    private long reserved;

    RegistryVault(Database database, TenantKeys keys, FieldSealer sealer) {
        this.database = database;
        this.keys = keys;
        this.sealer = sealer;
    }

    /** The envelope of {@code plain} for one cell of a table whose rows are never changed. */
    public byte[] seal(String table, String rowId, String column, byte[] plain) {
        return sealer.seal(keyForOneWrite(), cell(table, rowId, column), DataClass.C3, false, plain);
    }

    /** What {@link #seal} sealed for the same cell; anything else is a VaultException. */
    public byte[] open(String table, String rowId, String column, byte[] envelope) {
        return sealer.open(keyOf(envelope), cell(table, rowId, column), envelope);
    }

    private static CellAddress cell(String table, String rowId, String column) {
        return new CellAddress(TENANT, table, rowId, column, SCHEMA_VERSION, 1);
    }

    private synchronized DataKey keyForOneWrite() {
        DataKey key = sealing;
        if (key == null || reserved == 0) {
            WrappedDataKey wrapped =
                    database.aside(tx -> store.reserve(tx, RESERVED_AT_ONCE, () -> keys.create(TENANT, SUBJECT)));
            key = opened(wrapped);
            sealing = key;
            reserved = RESERVED_AT_ONCE;
        }
        reserved--;
        return key;
    }

    private DataKey keyOf(byte[] envelope) {
        return known(envelope).orElseGet(() -> {
            // Another process may have made a successor meanwhile.
            database.aside(store::all).forEach(this::opened);
            return known(envelope).orElseThrow(VaultException::new);
        });
    }

    private Optional<DataKey> known(byte[] envelope) {
        return opened.stream().filter(key -> sealer.names(key, envelope)).findFirst();
    }

    private synchronized DataKey opened(WrappedDataKey wrapped) {
        for (DataKey key : opened) {
            if (Arrays.equals(key.kid(), wrapped.kid())) {
                return key;
            }
        }
        DataKey key = keys.unwrap(TENANT, SUBJECT, wrapped);
        opened.add(key);
        return key;
    }
}
