package org.loanregistry.transparency.agreement;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.loanregistry.transparency.bytes.StrictText;

/**
 * The parts of a log's origin, {@code <host>/<channel>/<chaincode>/<generation>/<log>}: printable ASCII without plus and
 * space, 200 characters at most; the generation counts from 1, and the host may have slashes of its own.
 */
public record LogOrigin(String host, String channel, String chaincode, int generation, String log) {
    private static final int MAX_LENGTH = 200;
    private static final Pattern FORM =
            Pattern.compile("([!-*,-~]+)/([!-*,-.0-~]+)/([!-*,-.0-~]+)/([1-9][0-9]{0,8})/([!-*,-.0-~]+)");

    /** Reads an origin; another form is refused. */
    public static LogOrigin parse(String text) {
        return find(text)
                .orElseThrow(() -> new AgreementException("the origin " + StrictText.quoted(text)
                        + " is not host/channel/chaincode/generation/log in at most " + MAX_LENGTH
                        + " printable ASCII characters without plus and space"));
    }

    /** Reads an origin; empty if it has another form. */
    public static Optional<LogOrigin> find(String text) {
        Matcher parts = FORM.matcher(text);
        return text.length() > MAX_LENGTH || !parts.matches()
                ? Optional.empty()
                : Optional.of(new LogOrigin(
                        parts.group(1),
                        parts.group(2),
                        parts.group(3),
                        Integer.parseInt(parts.group(4)),
                        parts.group(5)));
    }

    /** The origin of the generation before; empty for the first. */
    public Optional<String> predecessor() {
        return generation == 1
                ? Optional.empty()
                : Optional.of(new LogOrigin(host, channel, chaincode, generation - 1, log).text());
    }

    /** The origin as it stands in checkpoints and keys. */
    public String text() {
        return host + "/" + channel + "/" + chaincode + "/" + generation + "/" + log;
    }
}
