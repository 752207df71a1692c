package org.loanregistry.privacy.key;

/** Data keys from chosen bytes, for the tests of the envelope. */
public final class DataKeys {
    private DataKeys() {}

    public static DataKey of(byte[] dek, String tenant, String subject) {
        return DataKey.derive(dek, tenant, subject);
    }
}
