package org.loanregistry.registry.access;

import org.loanregistry.privacy.access.Purpose;

/** The purposes for which single values are asked. What is handed out whole and sealed has an action of its own. */
public final class AskedPurpose {
    private AskedPurpose() {}

    /**
     * The purpose of this name.
     *
     * @throws IllegalArgumentException if there is none, or it is not one for single values
     */
    public static Purpose of(String name) {
        Purpose purpose = Purpose.valueOf(name);
        if (purpose == Purpose.PORTABILITY) {
            throw new IllegalArgumentException("an export is asked for as an export");
        }
        return purpose;
    }
}
