package org.loanregistry.transparency.agreement;

import java.util.Locale;
import java.util.stream.Stream;

/** Whether a log still takes heads. It never opens again: what follows is its next generation. */
public enum LogState {
    /** It takes heads. */
    OPEN,
    /** Its key signed two trees of one size. */
    FROZEN,
    /** The banks closed it. */
    CLOSED;

    static LogState parse(String word) {
        return Stream.of(values())
                .filter(state -> state.word().equals(word))
                .findFirst()
                .orElseThrow(() -> new AgreementException("not the state of a log: " + word));
    }

    /** In lower case, as it stands in texts. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
