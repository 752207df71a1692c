package org.loanregistry.network.msp;

import java.util.Locale;
import java.util.Optional;

/** What an identity may act as: the organisational unit of its certificate (Fabric's NodeOUs). */
public enum Role {
    CLIENT,
    PEER,
    ADMIN,
    ORDERER;

    String organisationalUnit() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Optional<Role> of(String organisationalUnit) {
        for (Role role : values()) {
            if (role.organisationalUnit().equals(organisationalUnit)) {
                return Optional.of(role);
            }
        }
        return Optional.empty();
    }
}
