package org.loanregistry.registry.log;

import org.jspecify.annotations.Nullable;

/** Kills a process without warning at a call that it makes to somebody else, before or after the call was passed on. */
final class Assassin {
    private @Nullable Process victim;
    private int callsLeft;
    private String lastCall = "";

    /** Kills the client's process at the call with this number; each call counts before and after it is passed on. */
    synchronized void killAt(int call, Process client) {
        callsLeft = call;
        victim = client;
    }

    /** What the last victim was killed at. */
    synchronized String lastCall() {
        return lastCall;
    }

    /** Something was called. */
    synchronized void tell(String call) {
        if (victim != null && --callsLeft <= 0) {
            lastCall = call;
            victim.destroyForcibly();
            victim = null;
        }
    }
}
