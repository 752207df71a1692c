package org.loanregistry.network.process;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.HashSet;
import java.util.Set;
import java.util.random.RandomGenerator;

/** Chooses ports of the loopback address that nobody has, each once. */
public final class FreePorts {
    /** Below the ports that systems hand out for outgoing connections, so that a restart finds them free. */
    private static final int LOWEST = 20_000;

    private static final int HIGHEST = 32_000;

    private final RandomGenerator random;
    private final Set<Integer> taken = new HashSet<>();

    /** Draws from {@code random}. */
    public FreePorts(RandomGenerator random) {
        this.random = random;
    }

    /** A free port that this chooser has not given before. */
    public int next() {
        for (int attempt = 0; attempt < HIGHEST - LOWEST; attempt++) {
            int port = random.nextInt(LOWEST, HIGHEST);
            if (isFree(port) && taken.add(port)) {
                return port;
            }
        }
        throw new IllegalStateException("no free port between " + LOWEST + " and " + HIGHEST);
    }

    /** Whether nobody listens there. */
    public static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}
