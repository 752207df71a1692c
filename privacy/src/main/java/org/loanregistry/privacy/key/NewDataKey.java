package org.loanregistry.privacy.key;

/**
 * A data key that was made just now: as the database stores it, and open.
 *
 * @param wrapped to be stored before anything sealed with the key is
 * @param key which the caller closes
 */
public record NewDataKey(WrappedDataKey wrapped, DataKey key) {}
