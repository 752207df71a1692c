package org.loanregistry.registry.it;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;

/** The blocks of docs/runbook.md that tests run. */
final class Runbook {
    private Runbook() {}

    /** The one block that opens with three backticks and this name. */
    static String block(String name) throws IOException {
        var text = Files.readString(Path.of(System.getProperty("loanreg.root"), "docs/runbook.md"));
        var found = Pattern.compile("(?ms)^```" + Pattern.quote(name) + "\n(.*?)^```$")
                .matcher(text)
                .results()
                .map(block -> block.group(1))
                .toList();
        if (found.size() != 1) {
            throw new IOException(found.size() + " blocks " + name + " in the runbook");
        }
        return found.getFirst();
    }
}
