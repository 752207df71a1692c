package org.loanregistry.privacy.pii;

import org.loanregistry.privacy.envelope.DataClass;
import org.loanregistry.privacy.mask.MaskType;
import org.loanregistry.privacy.token.CanonicalForm;

/** What a personal value is: its protection class and how it is masked. A type each, so that one is not taken for another. */
public sealed interface PiiKind {
    /** The protection class. */
    DataClass dataClass();

    /** The mask. */
    MaskType maskType();

    /** The one form in which values of the kind are indexed and compared. */
    CanonicalForm canonicalForm();

    /** The kind's name, as {@code Pii.toString} shows it. */
    String label();

    /** A person's name. */
    record Name() implements C2 {
        @Override
        public MaskType maskType() {
            return MaskType.NAME;
        }

        @Override
        public CanonicalForm canonicalForm() {
            return CanonicalForm.NAME;
        }
    }

    /** The number of a resident card, 18 or 15 characters. */
    record ResidentId() implements C2 {
        @Override
        public MaskType maskType() {
            return MaskType.CN_ID;
        }

        @Override
        public CanonicalForm canonicalForm() {
            return CanonicalForm.CN_ID;
        }
    }

    /** The number of a passport or a permit. */
    record TravelDocument() implements C2 {
        @Override
        public MaskType maskType() {
            return MaskType.CN_ID;
        }

        @Override
        public CanonicalForm canonicalForm() {
            return CanonicalForm.CN_ID;
        }
    }

    /** A mobile number. */
    record Mobile() implements C2 {
        @Override
        public MaskType maskType() {
            return MaskType.PHONE;
        }

        @Override
        public CanonicalForm canonicalForm() {
            return CanonicalForm.MOBILE;
        }
    }

    /** A landline number. */
    record Landline() implements C2 {
        @Override
        public MaskType maskType() {
            return MaskType.PHONE;
        }
    }

    /** The number of a bank card. */
    record BankCard() implements C2 {
        @Override
        public MaskType maskType() {
            return MaskType.CARD;
        }

        @Override
        public CanonicalForm canonicalForm() {
            return CanonicalForm.CARD;
        }
    }

    /** An e-mail address. */
    record Email() implements C2 {
        @Override
        public MaskType maskType() {
            return MaskType.EMAIL;
        }

        @Override
        public CanonicalForm canonicalForm() {
            return CanonicalForm.EMAIL;
        }
    }

    /** A postal address. */
    record Address() implements C2 {
        @Override
        public MaskType maskType() {
            return MaskType.ADDRESS;
        }
    }

    /** A device's number. */
    record Device() implements C2 {
        @Override
        public MaskType maskType() {
            return MaskType.DEVICE;
        }
    }

    /** An IP or MAC address. */
    record NetworkAddress() implements C2 {
        @Override
        public MaskType maskType() {
            return MaskType.DEVICE;
        }
    }

    /** A lender's own number of a borrower. */
    record Reference() implements C2 {
        @Override
        public MaskType maskType() {
            return MaskType.DEVICE;
        }
    }

    /**
     * What a loan's record says of a person, such as an amount.
     *
     * @param canonicalForm {@link CanonicalForm#NUMBER} or {@link CanonicalForm#WORD}
     */
    record RecordValue(CanonicalForm canonicalForm) implements C2 {
        @Override
        public MaskType maskType() {
            return MaskType.DEVICE;
        }
    }

    /** Where a biometric template is kept. It is never seen in clear by anyone. */
    record BiometricReference() implements PiiKind {
        @Override
        public DataClass dataClass() {
            return DataClass.C3;
        }

        @Override
        public MaskType maskType() {
            return MaskType.BIOMETRIC;
        }

        @Override
        public CanonicalForm canonicalForm() {
            return CanonicalForm.REFERENCE;
        }

        @Override
        public String label() {
            return "BiometricReference";
        }
    }

    /** The kinds of class C2. */
    sealed interface C2 extends PiiKind {
        @Override
        default DataClass dataClass() {
            return DataClass.C2;
        }

        @Override
        default CanonicalForm canonicalForm() {
            return CanonicalForm.REFERENCE;
        }

        @Override
        default String label() {
            return getClass().getSimpleName();
        }
    }
}
