package org.loanregistry.privacy.access;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.loanregistry.privacy.mask.MaskType;

/** What holds of every policy, every request and all facts: seeded random ones. */
class AccessPolicyPropertiesTest {
    private static final AccessPolicy STANDARD = AccessPolicy.standard();
    private static final int ROUNDS = 400;
    private static final int POLICIES = 200;
    private static final int REQUESTS = 50;
    private static final String HEAD = "loanreg access policy v1\nceiling C1 FULL\nceiling C2 FULL\nceiling C3 MATCH\n";

    /** Facts that only forbids ask for. */
    private static final Set<Fact> AGAINST = EnumSet.of(Fact.RESTRICTED, Fact.ERASED, Fact.WITHDRAWN, Fact.SELF);

    private final long seed = System.nanoTime();
    private final Random random = new Random(seed);

    @Test
    void the_index_decides_as_a_walk_over_all_rules_does() {
        for (int i = 0; i < POLICIES; i++) {
            String text = HEAD + rules() + rules("f", "g", "h", "i", "j");
            AccessPolicy indexed = AccessPolicy.parse(text);
            PlainWalk walk = new PlainWalk(text);
            for (int j = 0; j < REQUESTS; j++) {
                assertSame(indexed, walk, text);
            }
        }
    }

    @Test
    void the_index_decides_as_a_walk_over_the_standard_policy_does() throws IOException {
        try (var stream = Objects.requireNonNull(AccessPolicy.class.getResourceAsStream("standard-policy.txt"))) {
            PlainWalk walk = new PlainWalk(new String(stream.readAllBytes(), StandardCharsets.UTF_8));
            for (int i = 0; i < POLICIES * REQUESTS; i++) {
                assertSame(STANDARD, walk, "the standard policy");
            }
        }
    }

    /** The whole decision: effect, reason, levels, and the obligations in their order. */
    private void assertSame(AccessPolicy indexed, PlainWalk walk, String text) {
        AccessRequest request = request(one(Role.values()), one(Purpose.values()));
        Facts facts = random.nextBoolean() ? facts() : withFactsOfFields(facts());
        assertEquals(
                walk.decide(request, facts, Requests.CATALOGUE),
                indexed.decide(request, facts, Requests.CATALOGUE),
                () -> "seed " + seed + ": " + request + ", " + facts + "\n" + text);
    }

    private Facts withFactsOfFields(Facts facts) {
        Map<String, Set<Fact>> byField = new HashMap<>();
        Requests.FIELDS.forEach(field -> byField.put(field, EnumSet.of(one(Fact.values()), one(Fact.values()))));
        return new Facts(facts.general(), byField, facts.basis(), facts.approvers(), facts.breakGlass());
    }

    @Test
    void the_level_of_two_is_the_highest_within_both() {
        for (AccessLevel one : AccessLevel.values()) {
            for (AccessLevel other : AccessLevel.values()) {
                AccessLevel meet = one.meet(other);
                assertTrue(meet.isWithin(one) && meet.isWithin(other), one + " and " + other);
                for (AccessLevel level : AccessLevel.values()) {
                    boolean isWithinBoth = level.isWithin(one) && level.isWithin(other);
                    assertEquals(isWithinBoth, level.isWithin(meet), one + " and " + other + ": " + level);
                }
            }
        }
    }

    @Test
    void adding_a_forbid_never_widens() {
        for (int i = 0; i < ROUNDS; i++) {
            String rules = rules();
            AccessRequest request = request(one(Role.values()), one(Purpose.values()));
            Facts facts = facts();
            Map<String, AccessLevel> before = seen(rules, request, facts);
            Map<String, AccessLevel> after = seen(rules + forbid("added"), request, facts);
            Map<String, AccessLevel> first = seen(forbid("added") + rules, request, facts);
            assertWithin(after, before);
            assertWithin(first, before);
        }
    }

    @Test
    void fewer_facts_never_widen_where_nothing_is_forbidden() {
        for (int i = 0; i < ROUNDS; i++) {
            String rules = permit("a") + permit("b") + permit("c");
            AccessRequest request = request(one(Role.values()), one(Purpose.values()));
            Facts more = facts();
            Set<Fact> fewer = EnumSet.noneOf(Fact.class);
            more.general().stream().filter(_ -> random.nextBoolean()).forEach(fewer::add);
            Facts less = new Facts(fewer, Map.of(), Basis.NONE, more.approvers(), more.breakGlass());
            // An obligation may come with a better permit, and a band may take a mask's place: ranks are compared.
            Map<String, AccessLevel> before = levels(rules, request, more);
            levels(rules, request, less)
                    .forEach((field, level) -> assertTrue(
                            level.compareTo(before.getOrDefault(field, AccessLevel.NONE)) <= 0, "seed " + seed));
        }
    }

    @Test
    void a_lower_role_never_sees_more() {
        Map<Role, Role> lowerToHigher = new HashMap<>(
                Map.of(Role.PARTNER_LENDER, Role.ORIGINATING_LENDER, Role.COLLECTOR, Role.ORIGINATING_LENDER));
        String standard = "";
        for (int i = 0; i < ROUNDS; i++) {
            Facts facts = facts();
            for (var pair : lowerToHigher.entrySet()) {
                assertRoleWithin(standard, pair.getKey(), pair.getValue(), facts);
            }
            assertRoleWithin(standard, Role.OPERATOR, one(Role.values()), facts);
        }
    }

    private void assertRoleWithin(String rules, Role lower, Role higher, Facts facts) {
        long state = random.nextLong();
        Map<String, Set<AccessLevel>> seenLower = seenByAnyPurpose(rules, lower, facts, new Random(state));
        Map<String, Set<AccessLevel>> seenHigher = seenByAnyPurpose(rules, higher, facts, new Random(state));
        seenLower.forEach((field, levels) -> levels.forEach(level -> assertTrue(
                seenHigher.getOrDefault(field, Set.of()).stream().anyMatch(level::isWithin),
                () -> "seed " + seed + ": " + lower + " sees " + field + " at " + level + ", " + higher
                        + " does not")));
    }

    private Map<String, Set<AccessLevel>> seenByAnyPurpose(String rules, Role role, Facts facts, Random same) {
        Map<String, AccessLevel> asked = asked(same);
        Map<String, Set<AccessLevel>> seen = new HashMap<>();
        for (Purpose purpose : Purpose.values()) {
            AccessRequest request = Requests.request(Requests.actor(role), purpose, asked, 1);
            seen(rules, request, facts)
                    .forEach((field, level) -> seen.computeIfAbsent(field, _ -> EnumSet.noneOf(AccessLevel.class))
                            .add(level));
        }
        return seen;
    }

    @Test
    void nothing_is_seen_above_the_ceiling_or_above_what_was_asked_or_unlisted() {
        for (int i = 0; i < ROUNDS; i++) {
            AccessRequest request = request(one(Role.values()), one(Purpose.values()));
            Map<String, AccessLevel> seen = seen(rules(), request, facts());
            assertTrue(seen.getOrDefault("faceRef", AccessLevel.NONE).isWithin(AccessLevel.MATCH), "seed " + seed);
            assertTrue(seen.getOrDefault("unlisted", AccessLevel.NONE) == AccessLevel.NONE, "seed " + seed);
            assertWithin(seen, request.asked());
        }
    }

    private void assertWithin(Map<String, AccessLevel> narrow, Map<String, AccessLevel> wide) {
        narrow.forEach((field, level) -> assertTrue(
                level.isWithin(wide.getOrDefault(field, AccessLevel.NONE)),
                () -> "seed " + seed + ": " + field + " at " + level + ", was " + wide.get(field)));
    }

    /** What leaves: nothing if an obligation cannot be met. No rules stand for the standard policy. */
    private static Map<String, AccessLevel> seen(String rules, AccessRequest request, Facts facts) {
        Decision decision = decide(rules, request, facts);
        return Obligations.areMet(decision.obligations(), request, facts)
                ? decision.levels()
                : decision.denied(Decision.Reason.OBLIGATION_UNFULFILLED).levels();
    }

    private static Map<String, AccessLevel> levels(String rules, AccessRequest request, Facts facts) {
        return decide(rules, request, facts).levels();
    }

    private static Decision decide(String rules, AccessRequest request, Facts facts) {
        AccessPolicy policy = rules.isEmpty() ? STANDARD : AccessPolicy.parse(HEAD + rules);
        return policy.decide(request, facts, Requests.CATALOGUE);
    }

    private String rules() {
        return rules("a", "b", "c", "d", "e");
    }

    private String rules(String... names) {
        return Stream.of(names)
                .map(name -> random.nextInt(4) == 0 ? forbid(name) : permit(name))
                .collect(Collectors.joining());
    }

    private String permit(String name) {
        String with = switch (random.nextInt(4)) {
            case 0 -> " with=TWO_PERSONS";
            case 1 -> " with=ROW_CAP:" + (1 + random.nextInt(30)) + ",WATERMARK";
            default -> "";
        };
        return "permit " + name + scope() + " level=" + one(AccessLevel.values()) + some(" needs=", Fact.values(), 2)
                + with + "\n";
    }

    private String forbid(String name) {
        return "forbid " + name + scope() + " cap=" + one(AccessLevel.values()) + some(" when=", Fact.values(), 2)
                + "\n";
    }

    private String scope() {
        return some(" roles=", Role.values(), 6)
                + some(" purposes=", Purpose.values(), 9)
                + some(" groups=", FieldGroup.values(), 3)
                + (random.nextInt(4) == 0 ? some(" masks=", MaskType.values(), 4) : "");
    }

    private <E extends Enum<E>> String some(String key, E[] values, int most) {
        Set<E> chosen = Stream.generate(() -> one(values))
                .limit(random.nextInt(most + 1))
                .collect(Collectors.toSet());
        return chosen.isEmpty() ? "" : key + chosen.stream().map(Enum::name).collect(Collectors.joining(","));
    }

    private AccessRequest request(Role role, Purpose purpose) {
        Actor actor = new Actor("u-17", role, "bank-a", "s-1", one(Actor.Strength.values()));
        return Requests.request(actor, purpose, asked(random), 1 + random.nextInt(40));
    }

    private static Map<String, AccessLevel> asked(Random random) {
        Map<String, AccessLevel> asked = new HashMap<>();
        AccessLevel[] levels = AccessLevel.values();
        Requests.FIELDS.forEach(field -> asked.put(field, levels[random.nextInt(levels.length)]));
        asked.put("unlisted", AccessLevel.FULL);
        return asked;
    }

    private Facts facts() {
        Set<Fact> facts = EnumSet.noneOf(Fact.class);
        for (Fact fact : Fact.values()) {
            if (random.nextInt(AGAINST.contains(fact) ? 8 : 2) == 0) {
                facts.add(fact);
            }
        }
        Set<String> approvers = random.nextBoolean() ? Set.of("u-1", "u-2") : Set.of("u-1", "u-17");
        BreakGlass glass = random.nextBoolean() ? new BreakGlass("t-1", List.of("u-1"), Requests.NOW) : null;
        return new Facts(facts, Map.of(), Basis.NONE, approvers, glass);
    }

    private <E> E one(E[] values) {
        return values[random.nextInt(values.length)];
    }
}
