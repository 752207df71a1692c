package org.loanregistry.registry.cli;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * Every variable and system property that sets the registry up; docs/runbook.md lists them. A name that looks like one and
 * is none would be passed over in silence, with a default in its place.
 */
final class KnownSettings {
    /** Variables that are ours by their prefix: none but these. */
    static final List<String> OURS = List.of(
            "LOANREG_HOME",
            "LOANREG_DATABASE_URL",
            "LOANREG_DATABASE_OWNER",
            "LOANREG_DATABASE_OWNER_PASSWORD",
            "LOANREG_DATABASE_USER",
            "LOANREG_DATABASE_USER_PASSWORD",
            "LOANREG_JAVA_OPTS");

    /** Of the compose file and the tests, which the service is started beside. */
    private static final List<String> NEIGHBOURS =
            List.of("LOANREG_DATABASE_PASSWORD", "LOANREG_USER", "LOANREG_TEST_FABRIC", "LOANREG_SCHEMATHESIS");

    /** What the service's beans are bound to, as variables; others of this prefix may be anybody's. */
    static final List<String> BOUND = List.of(
            "REGISTRY_CHANNEL",
            "REGISTRY_CHAINCODE",
            "REGISTRY_GENERATION",
            "REGISTRY_ANCHOR_INTERVAL",
            "REGISTRY_RECEIPT_DEADLINE",
            "REGISTRY_STATIC_DIRECTORY",
            "REGISTRY_WITNESS_DEADLINE",
            "REGISTRY_WITNESS_PATIENCE",
            "REGISTRY_HEALTH_LAG",
            "REGISTRY_HEALTH_HORIZON_AGE",
            "REGISTRY_HEALTH_LEADERLESS",
            "REGISTRY_HEALTH_SILENCE",
            "REGISTRY_PRODUCTION",
            "REGISTRY_PUBLIC_ADDRESS",
            "REGISTRY_METRICS_TOKEN_FILE",
            "REGISTRY_ORGANISATION_REQUESTS",
            "REGISTRY_ADDRESS_REQUESTS",
            "REGISTRY_IDENTITY_ISSUER",
            "REGISTRY_IDENTITY_CLIENT_ID",
            "REGISTRY_IDENTITY_CLIENT_SECRET_FILE",
            "REGISTRY_IDENTITY_AUDIENCE",
            "REGISTRY_IDENTITY_ROLE_CLAIM",
            "REGISTRY_IDENTITY_ORGANISATION_CLAIM",
            "REGISTRY_IDENTITY_TWO_FACTORS_ACR",
            "REGISTRY_ROOT_KIND",
            "REGISTRY_ROOT_SECRET_FILE",
            "REGISTRY_ROOT_NAME",
            "REGISTRY_ROOT_LIBRARY",
            "REGISTRY_ROOT_SLOT",
            "REGISTRY_ROOT_SERVICE");

    /** Set by options of {@code serve}, which win. */
    private static final List<String> BY_OPTION = List.of(
            "REGISTRY_HOME",
            "REGISTRY_HOST",
            "REGISTRY_SEQUENCER_INTERVAL",
            "REGISTRY_LEDGER_PROFILE",
            "REGISTRY_WITNESS_ADDRESSES");

    private static final List<String> PROPERTIES = List.of("loanreg.launcher", "loanreg.root");

    /** Names this near to a known one are meant to be it. */
    private static final int SLIP = 2;

    private KnownSettings() {}

    /** A sentence for each name that is not known and looks like ours, with the known one that is nearest. */
    static List<String> faults(Map<String, String> environment, Collection<String> properties) {
        List<String> faults = new ArrayList<>();
        for (var name : new TreeSet<>(environment.keySet())) {
            if (name.startsWith("LOANREG_") && !OURS.contains(name) && !NEIGHBOURS.contains(name)) {
                faults.add(sentence("variable", name, OURS));
            } else if (name.startsWith("REGISTRY_") && !BOUND.contains(name) && !BY_OPTION.contains(name)) {
                var near = nearest(name, BOUND);
                if (distance(name, near) <= SLIP || sectioned(name)) {
                    faults.add(sentence("variable", name, BOUND));
                }
            }
        }
        for (var name : new TreeSet<>(properties)) {
            if (name.startsWith("loanreg.") && !PROPERTIES.contains(name)) {
                faults.add(sentence("system property", name, PROPERTIES));
            } else if (name.startsWith("registry.") && !bound(name)) {
                faults.add(sentence(
                        "system property",
                        name,
                        all().stream().map(KnownSettings::asProperty).toList()));
            }
        }
        return faults;
    }

    /** Sections that nothing else has: an orchestrator's REGISTRY_PORT or REGISTRY_SERVICE_HOST is not among them. */
    private static boolean sectioned(String name) {
        return name.startsWith("REGISTRY_ROOT_")
                || name.startsWith("REGISTRY_WITNESS_")
                || name.startsWith("REGISTRY_HEALTH_")
                || name.startsWith("REGISTRY_IDENTITY_");
    }

    private static boolean bound(String property) {
        return all().stream().map(KnownSettings::asProperty).anyMatch(property::equals);
    }

    private static List<String> all() {
        List<String> all = new ArrayList<>(BOUND);
        all.addAll(BY_OPTION);
        return all;
    }

    /** REGISTRY_ROOT_SECRET_FILE as registry.root.secret-file. */
    private static String asProperty(String variable) {
        var name = variable.substring("REGISTRY_".length());
        for (var section : List.of("ROOT_", "WITNESS_", "HEALTH_", "IDENTITY_")) {
            if (name.startsWith(section)) {
                return "registry." + lower(section).replace("-", ".") + lower(name.substring(section.length()));
            }
        }
        return "registry." + lower(name);
    }

    private static String lower(String name) {
        return name.toLowerCase(java.util.Locale.ROOT).replace('_', '-');
    }

    private static String sentence(String kind, String name, List<String> known) {
        return "there is no " + kind + " " + name + "; the nearest is " + nearest(name, known);
    }

    private static String nearest(String name, List<String> known) {
        return known.stream()
                .min(Comparator.comparingInt(one -> distance(name, one)))
                .orElseThrow();
    }

    /** Levenshtein's. */
    private static int distance(String one, String other) {
        int[] row = new int[other.length() + 1];
        for (int j = 0; j < row.length; j++) {
            row[j] = j;
        }
        for (int i = 1; i <= one.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j < row.length; j++) {
                int replaced = diagonal + (one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(replaced, 1 + Math.min(row[j], row[j - 1]));
            }
        }
        return row[other.length()];
    }
}
