package org.loanregistry.benchmarks.privacy;

/** The sizes of cells that are measured, in bytes. */
final class Size {
    static final int[] ALL = {32, 200};

    private Size() {}

    static String name(String operation, int size) {
        return operation + "_" + size;
    }

    /** The ratio at the size at which it is the higher: no size hides behind the other. */
    static double worst(Slices slices, String ours, String peer) {
        double worst = 0;
        for (int size : ALL) {
            worst = Math.max(worst, slices.ratio(name(ours, size), name(peer, size)));
        }
        return worst;
    }
}
