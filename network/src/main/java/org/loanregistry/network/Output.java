package org.loanregistry.network;

import java.io.PrintWriter;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;

/** Where commands print: one line at a time, at once. */
final class Output {
    private Output() {}

    static PrintWriter of(@Nullable CommandSpec spec) {
        if (spec == null) {
            throw new IllegalStateException("a command runs through picocli");
        }
        return spec.commandLine().getOut();
    }

    static void line(PrintWriter out, String text) {
        out.println(text);
        out.flush();
    }
}
