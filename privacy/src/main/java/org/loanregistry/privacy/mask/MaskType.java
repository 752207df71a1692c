package org.loanregistry.privacy.mask;

/**
 * The mask rules by kind of value (vectors/spec/masking_expected.json).
 *
 * <p>Guarantees, for every text whatever: no exception; what is not understood becomes stars of a fixed length; no grapheme
 * is cut; a mask is masked to itself; the result differs from every text that is not a mask already; a masked name says
 * nothing of its length. Limit: what the rule shows is shown, and several masks of one value may show more than one.
 */
public enum MaskType {
    /** Personal names in any script. */
    NAME,
    /** Resident identity numbers of 18 and 15 characters, passports and permits of 7 to 15. */
    CN_ID,
    /** Mobile and landline numbers. */
    PHONE,
    /** Bank cards of 12 to 19 digits. */
    CARD,
    /** E-mail addresses. */
    EMAIL,
    /** Postal addresses in the order province, city, county. */
    ADDRESS,
    /** IP and MAC addresses, device numbers. */
    DEVICE,
    /** References to biometric templates: nothing is shown at any level. */
    BIOMETRIC;

    /** What a rule answers when it does not understand the text; also the MINIMAL form of most kinds. */
    static final String CLOSED = "******";

    /** The value masked at a level. The clear characters that this needed are wiped before it returns. */
    public Masked mask(CharSequence clear, MaskLevel level) {
        try (Folded folded = Folded.of(clear)) {
            return new Masked(masked(folded, level));
        }
    }

    private String masked(Folded text, MaskLevel level) {
        return switch (this) {
            case NAME -> NameMask.mask(text, level);
            case CN_ID -> IdentityMask.mask(text, level);
            case PHONE -> PhoneMask.mask(text, level);
            case CARD -> CardMask.mask(text, level);
            case EMAIL -> EmailMask.mask(text, level);
            case ADDRESS -> AddressMask.mask(text, level);
            case DEVICE -> DeviceMask.mask(text, level);
            case BIOMETRIC -> "[C3]";
        };
    }
}
