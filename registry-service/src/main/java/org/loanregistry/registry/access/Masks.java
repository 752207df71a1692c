package org.loanregistry.registry.access;

import jakarta.inject.Singleton;
import java.util.Map;
import java.util.Optional;
import org.loanregistry.privacy.access.AccessLevel;
import org.loanregistry.privacy.mask.MaskLevel;
import org.loanregistry.privacy.pii.Pii;
import org.loanregistry.registry.borrower.BlindIndexes;

/** What of a value is shown without leave to see it: a mask or a stand-in, never the value. */
@Singleton
final class Masks {
    private final BlindIndexes indexes;

    Masks(BlindIndexes indexes) {
        this.indexes = indexes;
    }

    /** {@code {level, value}}; empty if even that there is a value is not shown. */
    Optional<Map<String, Object>> shown(Asker asker, String tenant, Pii<?> value, AccessLevel level) {
        return switch (level) {
            case NONE, MATCH, BAND -> Optional.empty();
            case TOKEN ->
                Optional.of(tree(level, indexes.token(tenant, asker.caller().organisation(), value)));
            case MINIMAL ->
                Optional.of(tree(level, value.mask(MaskLevel.MINIMAL).toString()));
            case VERIFY -> Optional.of(tree(level, value.mask(MaskLevel.VERIFY).toString()));
            case STANDARD, FULL ->
                Optional.of(tree(
                        AccessLevel.STANDARD, value.mask(MaskLevel.STANDARD).toString()));
        };
    }

    static Map<String, Object> tree(AccessLevel level, String text) {
        return Map.of("level", level.name(), "value", text);
    }
}
