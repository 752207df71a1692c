package org.loanregistry.gates;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.AccessTarget;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.loanregistry.privacy.access.AccessGrant;
import org.loanregistry.privacy.access.PersonalField;
import org.loanregistry.privacy.pii.Comparison;
import org.loanregistry.privacy.pii.Pii;
import org.loanregistry.privacy.pii.PiiKind;

/** Who may see a personal value in clear: the list of callers of {@code reveal}, which every new one must be added to. */
class PersonalValuesTest {
    private static final String[] MAY_REVEAL = {
        "org.loanregistry.registry.access.RevealDesk",
        "org.loanregistry.registry.access.RecordReveals$Leave",
        "org.loanregistry.registry.access.ExportReveals$Leave"
    };

    private static final JavaClasses PROJECT = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("org.loanregistry");

    @Test
    void reveal_is_called_from_the_listed_classes_only() {
        callersOutside("reveal", Pii.class, MAY_REVEAL).check(PROJECT);
    }

    @Test
    void leave_is_used_up_by_reveal_alone() {
        callersOutside("claim", AccessGrant.class, Pii.class.getName()).check(PROJECT);
    }

    @Test
    void claims_are_compared_from_the_listed_class_only_and_under_a_grant() {
        callersOutside("isMatch", Comparison.class, "org.loanregistry.registry.access.VerificationDesk")
                .check(PROJECT);
        callersOutside("claimComparison", AccessGrant.class, Comparison.class.getName())
                .check(PROJECT);
    }

    @Test
    void a_grant_is_made_by_the_access_desk_alone() {
        callersOutside("<init>", AccessGrant.class, "org.loanregistry.privacy.access.AccessDesk")
                .check(PROJECT);
    }

    @Test
    void a_caller_that_is_not_listed_is_found_even_by_method_reference() {
        for (Class<?> type : new Class<?>[] {Call.class, Reference.class}) {
            JavaClasses sample = new ClassFileImporter().importClasses(type);
            assertTrue(callersOutside("claim", AccessGrant.class, MAY_REVEAL)
                    .evaluate(sample)
                    .hasViolation());
            // The listed class is all of the sample, so nothing is left that the rule could check.
            assertFalse(callersOutside("claim", AccessGrant.class, type.getName())
                    .allowEmptyShould(true)
                    .evaluate(sample)
                    .hasViolation());
        }
        JavaClasses call = new ClassFileImporter().importClasses(Call.class);
        assertTrue(
                callersOutside("reveal", Pii.class, MAY_REVEAL).evaluate(call).hasViolation());
    }

    private static ArchRule callersOutside(String method, Class<?> owner, String... listed) {
        var isIt = new DescribedPredicate<JavaAccess<?>>(owner.getSimpleName() + "." + method) {
            @Override
            public boolean test(JavaAccess<?> access) {
                AccessTarget target = access.getTarget();
                return target.getName().equals(method) && target.getOwner().isEquivalentTo(owner);
            }
        };
        var rule = noClasses().that().doNotBelongToAnyOf(owner);
        for (String name : listed) {
            rule = rule.and().doNotHaveFullyQualifiedName(name);
        }
        return rule.should().accessTargetWhere(isIt);
    }

    /** What must be found. */
    static final class Call {
        private Call() {}

        static String leak(Pii<PiiKind.Name> name, AccessGrant grant) {
            grant.claim(new PersonalField("t", "s", "name"));
            return name.reveal(grant, CharSequence::toString);
        }
    }

    /** What must be found too. */
    static final class Reference {
        private Reference() {}

        static Consumer<PersonalField> leak(AccessGrant grant) {
            return grant::claim;
        }
    }
}
