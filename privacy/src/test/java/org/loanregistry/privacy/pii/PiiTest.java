package org.loanregistry.privacy.pii;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.NotSerializableException;
import java.io.ObjectOutputStream;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.loanregistry.privacy.envelope.DataClass;
import org.loanregistry.privacy.mask.MaskLevel;
import org.loanregistry.privacy.token.CanonicalForm;

class PiiTest {
    /** Synthetic values, one of each kind. */
    private static final Map<PiiKind, String> CANARIES = Map.ofEntries(
            Map.entry(new PiiKind.Name(), "欧阳金丝雀"),
            Map.entry(new PiiKind.ResidentId(), "11010519491231002X"),
            Map.entry(new PiiKind.TravelDocument(), "E12345678"),
            Map.entry(new PiiKind.Mobile(), "13812345678"),
            Map.entry(new PiiKind.Landline(), "010-12345678"),
            Map.entry(new PiiKind.BankCard(), "6222021234567890123"),
            Map.entry(new PiiKind.Email(), "canary@qq.com"),
            Map.entry(new PiiKind.Address(), "北京市朝阳区金丝雀路7号"),
            Map.entry(new PiiKind.Device(), "867530900000017"),
            Map.entry(new PiiKind.NetworkAddress(), "203.0.113.77"),
            Map.entry(new PiiKind.Reference(), "REF-canary-0001"),
            Map.entry(new PiiKind.RecordValue(CanonicalForm.WORD), "2031-12-31 canary"),
            Map.entry(new PiiKind.BiometricReference(), "face/canary/0001"));

    static List<PiiKind> kinds() {
        return List.copyOf(CANARIES.keySet());
    }

    private static String clear(PiiKind kind) {
        return Objects.requireNonNull(CANARIES.get(kind));
    }

    private static Pii<PiiKind> canary(PiiKind kind) {
        return Pii.of(kind, clear(kind));
    }

    @Test
    void every_kind_is_among_the_canaries() {
        long kinds = Arrays.stream(PiiKind.class.getDeclaredClasses())
                .filter(Class::isRecord)
                .count();
        assertEquals(kinds, CANARIES.size());
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void neither_text_nor_mask_shows_the_value(PiiKind kind) {
        Pii<PiiKind> value = canary(kind);
        assertEquals("Pii[" + kind.label() + ":" + kind.dataClass() + "]", value.toString());
        assertEquals(value.toString(), String.format("%s", value));
        for (MaskLevel level : MaskLevel.values()) {
            assertFalse(value.mask(level).toString().contains(clear(kind)));
        }
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void it_is_not_serialisable(PiiKind kind) throws Exception {
        var bytes = new ByteArrayOutputStream();
        try (var stream = new ObjectOutputStream(bytes)) {
            assertThrows(NotSerializableException.class, () -> stream.writeObject(canary(kind)));
        }
        assertFalse(bytes.toString(java.nio.charset.StandardCharsets.UTF_8).contains(clear(kind)));
    }

    @Test
    void no_method_and_no_field_gives_the_value_out_but_reveal() {
        for (Method method : Pii.class.getMethods()) {
            boolean asksNothing = method.getParameterCount() == 0 && method.getDeclaringClass() == Pii.class;
            boolean isKnown = List.of("toString", "hashCode", "kind", "close").contains(method.getName());
            assertTrue(!asksNothing || isKnown, method.getName());
        }
        for (Field field : Pii.class.getDeclaredFields()) {
            boolean couldHoldAValue =
                    field.getType().isArray() || field.getName().equals("place");
            assertTrue(
                    !couldHoldAValue
                            || Modifier.isStatic(field.getModifiers())
                            || Modifier.isTransient(field.getModifiers()),
                    field.getName());
        }
    }

    @Test
    void equals_means_same_kind_and_same_value() {
        Pii<PiiKind.Mobile> mobile = Pii.of(new PiiKind.Mobile(), "13812345678");
        assertEquals(mobile, Pii.of(new PiiKind.Mobile(), "13812345678"));
        assertEquals(
                mobile.hashCode(), Pii.of(new PiiKind.Mobile(), "13812345678").hashCode());
        assertNotEquals(mobile, Pii.of(new PiiKind.Mobile(), "13812345679"));
        assertNotEquals(mobile, Pii.of(new PiiKind.Mobile(), "1381234567"));
        Object otherKind = Pii.of(new PiiKind.Landline(), "13812345678");
        assertNotEquals(mobile, otherKind);
        assertNotEquals(new Object(), mobile);
    }

    @Test
    void one_name_written_in_two_ways_is_one_value() {
        assertEquals(Pii.of(new PiiKind.Name(), "M\u00fcller"), Pii.of(new PiiKind.Name(), "Mu\u0308ller"));
    }

    @Test
    void a_wiped_value_equals_nothing_and_does_nothing() {
        Pii<PiiKind.Mobile> wiped = Pii.of(new PiiKind.Mobile(), "13812345678");
        Pii<PiiKind.Mobile> other = Pii.of(new PiiKind.Mobile(), "13812345678");
        wiped.close();
        assertNotEquals(wiped, other);
        assertNotEquals(other, wiped);
        var refusal = assertThrows(
                org.loanregistry.privacy.access.AccessRefusedException.class, () -> wiped.mask(MaskLevel.MINIMAL));
        assertEquals(org.loanregistry.privacy.access.AccessRefusedException.Why.WIPED, refusal.why());
        assertThrows(org.loanregistry.privacy.access.AccessRefusedException.class, () -> wiped.digest(new byte[32]));
    }

    @Test
    void what_is_no_value_is_refused_without_being_quoted() {
        assertThrows(IllegalArgumentException.class, () -> Pii.of(new PiiKind.Name(), ""));
        var refusal = assertThrows(IllegalArgumentException.class, () -> Pii.of(new PiiKind.Name(), "canary\ud842"));
        assertFalse(String.valueOf(refusal.getMessage()).contains("canary"));
        assertFalse(String.valueOf(refusal.getCause()).contains("canary"));
    }

    @Test
    void a_digest_needs_a_salt_and_covers_the_value() {
        Pii<PiiKind.Mobile> mobile = Pii.of(new PiiKind.Mobile(), "13812345678");
        assertThrows(IllegalArgumentException.class, () -> mobile.digest(new byte[31]));
        byte[] salt = new byte[32];
        assertArrayEquals(
                mobile.digest(salt), Pii.of(new PiiKind.Mobile(), "13812345678").digest(salt));
        assertFalse(Arrays.equals(
                mobile.digest(salt), Pii.of(new PiiKind.Mobile(), "13812345679").digest(salt)));
    }

    @Test
    void only_references_to_biometrics_are_of_class_c3() {
        for (PiiKind kind : kinds()) {
            boolean isBiometric = kind instanceof PiiKind.BiometricReference;
            assertEquals(isBiometric ? DataClass.C3 : DataClass.C2, kind.dataClass());
        }
    }
}
