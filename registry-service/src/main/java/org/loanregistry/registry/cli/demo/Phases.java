package org.loanregistry.registry.cli.demo;

import java.io.PrintStream;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;

/** Announces each step of the demo and keeps how long it took. */
final class Phases {
    private final PrintStream screen;
    private final Map<String, Duration> durations = new LinkedHashMap<>();

    Phases(PrintStream screen) {
        this.screen = screen;
    }

    <T> T run(String name, Supplier<T> work) {
        screen.println(name + " …");
        var started = System.nanoTime();
        var result = work.get();
        var took = Duration.ofNanos(System.nanoTime() - started);
        durations.merge(name, took, Duration::plus);
        return result;
    }

    Duration of(String name) {
        return durations.getOrDefault(name, Duration.ZERO);
    }

    Iterable<Map.Entry<String, Duration>> inOrder() {
        return durations.entrySet();
    }

    void say(String line) {
        screen.println("  " + line);
    }
}
