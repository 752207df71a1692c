package org.loanregistry.privacy.access;

import java.time.Instant;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Leave to reveal or compare named fields of one person for one purpose, each once, until it expires. Only {@link AccessDesk} makes one,
 * after the entry that says so is durable. Safe for many threads.
 *
 * <p>Closing it writes the RESULT; one that is never closed leaves an open INTENT, which is an alert.
 */
public final class AccessGrant implements AutoCloseable {
    private final AccessRequest request;
    private final AccessEntry intent;
    private final long number;
    private final Instant expires;
    private final InstantSource clock;
    private final AccessLog log;
    private final Set<String> unused;
    private final Set<String> uncompared = new HashSet<>();
    private final Map<String, Integer> revealed = new TreeMap<>();
    private boolean isAnyCompared;
    private boolean closed;

    AccessGrant(
            AccessRequest request,
            AccessEntry intent,
            long number,
            Instant expires,
            InstantSource clock,
            AccessLog log) {
        this.request = request;
        this.intent = intent;
        this.number = number;
        this.expires = expires;
        this.clock = clock;
        this.log = log;
        this.unused = intent.decision().clearFields();
        intent.decision().levels().forEach((field, level) -> {
            if (AccessLevel.MATCH.isWithin(level)) {
                uncompared.add(field);
            }
        });
    }

    /** At which level a field may be shown; a mask needs no leave beyond this. */
    public AccessLevel level(String field) {
        return intent.decision().level(field);
    }

    /** For what the access was asked. */
    public Purpose purpose() {
        return request.purpose();
    }

    /** The number of the entry in the access log. */
    public long entryNumber() {
        return number;
    }

    /**
     * Uses the leave for one value up. {@code Pii.reveal} does this before it shows anything; there is no other use.
     *
     * @throws AccessRefusedException if the value is another person's or not among the fields, if the leave for it was used,
     *     or if the grant is closed or expired
     */
    public synchronized void claim(PersonalField value) {
        use(value, level(value.field()).isClear(), unused);
        revealed.put(value.field(), 1);
    }

    /**
     * Uses the leave to compare one value up, at whatever level the field is granted. {@code Comparison} does this before it
     * compares anything; there is no other use.
     *
     * @throws AccessRefusedException as {@link #claim} does
     */
    public synchronized void claimComparison(PersonalField value) {
        use(value, AccessLevel.MATCH.isWithin(level(value.field())), uncompared);
        isAnyCompared = true;
    }

    private void use(PersonalField value, boolean isNamed, Set<String> leave) {
        boolean isSubject =
                value.tenant().equals(request.tenant()) && value.subjectId().equals(request.subjectId());
        if (!isSubject) {
            throw new AccessRefusedException(AccessRefusedException.Why.OTHER_PERSON);
        }
        if (!isNamed) {
            throw new AccessRefusedException(AccessRefusedException.Why.FIELD_NOT_NAMED);
        }
        if (closed || !clock.instant().isBefore(expires)) {
            throw new AccessRefusedException(AccessRefusedException.Why.OVER);
        }
        if (!leave.remove(value.field())) {
            throw new AccessRefusedException(AccessRefusedException.Why.USED);
        }
    }

    /** Ends the grant and writes its RESULT, once. */
    @Override
    public synchronized void close() {
        if (!closed) {
            closed = true;
            log.append(intent.closed(AccessDesk.now(clock), number, revealed, isAnyCompared));
        }
    }

    /** Shows no person. */
    @Override
    public String toString() {
        return "AccessGrant[entry " + number + ", " + request.purpose() + "]";
    }
}
