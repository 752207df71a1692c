package org.loanregistry.registry.borrower;

import java.util.UUID;
import org.loanregistry.privacy.key.WrappedDataKey;

/** A borrower as stored: four sealed cells, the keyed index of the reference, the wrapped data key. */
@SuppressWarnings("ArrayRecordComponent") // passed through once between store and directory, never compared
record BorrowerRow(
        UUID subjectId,
        String tenant,
        byte[] referenceIndex,
        byte[] reference,
        byte[] name,
        byte[] nationalId,
        byte[] mobile,
        WrappedDataKey key) {}
