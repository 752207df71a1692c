package org.loanregistry.network.contract;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.util.Arrays;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * The first class of a contract server's process: it runs the main class given as the first argument, and ends the
 * process as soon as its standard input ends, which is when the network's process is gone, however that came about.
 */
public final class ContractGuard {
    /** Kept here because the logging system forgets a logger that nobody holds. */
    private static final Logger GRPC = Logger.getLogger("io.grpc");

    private ContractGuard() {}

    /** Runs the class named by the first argument with the remaining arguments. */
    public static void main(String[] arguments) throws ReflectiveOperationException {
        GRPC.setLevel(Level.WARNING);
        Thread.ofPlatform().daemon().name("parent-watch").start(ContractGuard::haltAtEndOfInput);
        String[] rest = Arrays.copyOfRange(arguments, 1, arguments.length);
        try {
            Class.forName(arguments[0]).getMethod("main", String[].class).invoke(null, (Object) rest);
        } catch (InvocationTargetException e) {
            throw new IllegalStateException(arguments[0] + " failed", e.getCause());
        }
    }

    private static void haltAtEndOfInput() {
        int read = 0;
        while (read >= 0) {
            try {
                read = System.in.read();
            } catch (IOException e) {
                read = -1;
            }
        }
        Runtime.getRuntime().halt(0);
    }
}
