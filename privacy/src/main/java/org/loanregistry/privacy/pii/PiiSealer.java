package org.loanregistry.privacy.pii;

import org.loanregistry.privacy.access.PersonalField;
import org.loanregistry.privacy.envelope.CellAddress;
import org.loanregistry.privacy.envelope.FieldSealer;
import org.loanregistry.privacy.key.DataKey;
import org.loanregistry.privacy.key.VaultException;

/**
 * Takes personal values into envelopes and out of them again without their being seen. What comes out is bound to the person
 * whose key opened it: a grant for another person does not reveal it.
 */
public final class PiiSealer {
    private final FieldSealer sealer;

    /** Over a field sealer. */
    public PiiSealer(FieldSealer sealer) {
        this.sealer = sealer;
    }

    /**
     * The value sealed for this cell, padded, under its kind's class.
     *
     * @throws VaultException if the cell is of another tenant than the key, or the key is wiped
     */
    public byte[] seal(DataKey key, CellAddress cell, Pii<?> value) {
        return sealer.seal(key, cell, value.kind().dataClass(), true, value.open());
    }

    /**
     * The value of an envelope that was sealed for exactly this cell under exactly this key.
     *
     * @param field the field's name in the catalogue, which a grant must name
     * @throws VaultException in every other case, without saying which
     */
    public <K extends PiiKind> Pii<K> open(DataKey key, CellAddress cell, K kind, String field, byte[] envelope) {
        byte[] bytes = sealer.open(key, cell, envelope);
        return Pii.opened(kind, bytes, new PersonalField(key.tenant(), key.subject(), field));
    }
}
