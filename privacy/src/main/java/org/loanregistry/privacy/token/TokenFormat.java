package org.loanregistry.privacy.token;

/** The forms that a format-preserving token can have. None can pass for a real number: its check digit is always wrong. */
public enum TokenFormat {
    /** 17 digits and a wrong check character, for a resident card's number. */
    RESIDENT_ID(CanonicalForm.CN_ID),
    /** The digit 2 and ten more: no mobile number begins so. */
    MOBILE(CanonicalForm.MOBILE),
    /** As many digits as the card has, the last a wrong check digit. */
    CARD(CanonicalForm.CARD),
    /**
     * The same with the issuer's six digits as they are, for cards of 16 to 19. The last four are never kept too: that would
     * leave five digits of a card of 16, which are guessed through at once.
     */
    CARD_KEEPING_ISSUER(CanonicalForm.CARD);

    private final CanonicalForm form;

    TokenFormat(CanonicalForm form) {
        this.form = form;
    }

    CanonicalForm form() {
        return form;
    }
}
