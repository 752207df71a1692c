package org.loanregistry.privacy.access;

/**
 * Who asks, as authenticated.
 *
 * @param id of the person or system, as the access log shall show it
 * @param role in what capacity
 * @param organisation for whom
 * @param session the session's id
 * @param strength how the session was opened
 */
public record Actor(String id, Role role, String organisation, String session, Strength strength) {
    /** How much is known of who sits behind a session. */
    public enum Strength {
        /** One factor. */
        SINGLE,
        /** Two factors. */
        STRONG,
        /** Two factors, and proved again within the last minutes. */
        STEPPED_UP
    }

    /** Refuses texts that could not stand in an entry. */
    public Actor {
        EntryText.require("actor", id);
        EntryText.require("organisation", organisation);
        EntryText.require("session", session);
    }
}
