package org.loanregistry.privacy.access;

import java.time.Instant;
import java.util.List;

/**
 * A broken glass, as recorded before it was broken.
 *
 * @param ticket where the reason stands
 * @param approvers who agreed, in order
 * @param expires when it ends
 */
public record BreakGlass(String ticket, List<String> approvers, Instant expires) {
    /** Copies the approvers; refuses texts that could not stand in an entry. */
    public BreakGlass {
        EntryText.require("ticket", ticket);
        approvers = List.copyOf(approvers);
        approvers.forEach(approver -> EntryText.require("approver", approver));
    }
}
