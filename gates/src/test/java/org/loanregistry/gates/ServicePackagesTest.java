package org.loanregistry.gates;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.library.Architectures;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The package directions inside registry-service, and what the suffix of a class allows it to import. */
class ServicePackagesTest {
    private static final String REGISTRY = "org.loanregistry.registry.";
    private static JavaClasses service;
    private static JavaClasses project;

    @BeforeAll
    static void load() {
        project = new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .importPackages("org.loanregistry");
        service = new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .importPackages("org.loanregistry.registry");
    }

    @Test
    void features_depend_downwards_only() {
        Architectures.layeredArchitecture()
                .consideringOnlyDependenciesInLayers()
                .layer("cli")
                .definedBy(REGISTRY + "cli..")
                .layer("portfolio")
                .definedBy(REGISTRY + "portfolio..")
                .layer("sharing")
                .definedBy(REGISTRY + "sharing..")
                .layer("access")
                .definedBy(REGISTRY + "access..")
                .layer("rights")
                .definedBy(REGISTRY + "rights..")
                .layer("loan")
                .definedBy(REGISTRY + "loan..")
                .layer("borrower")
                .definedBy(REGISTRY + "borrower..")
                .layer("key")
                .definedBy(REGISTRY + "key..")
                .layer("log")
                .definedBy(REGISTRY + "log..")
                .whereLayer("cli")
                .mayNotBeAccessedByAnyLayer()
                .whereLayer("portfolio")
                .mayOnlyBeAccessedByLayers("cli")
                .whereLayer("sharing")
                .mayOnlyBeAccessedByLayers("cli")
                .whereLayer("access")
                .mayOnlyBeAccessedByLayers("cli", "sharing")
                .whereLayer("rights")
                .mayOnlyBeAccessedByLayers("cli", "sharing", "access")
                .whereLayer("loan")
                .mayOnlyBeAccessedByLayers("cli", "sharing", "access", "rights", "portfolio")
                .whereLayer("borrower")
                .mayOnlyBeAccessedByLayers("cli", "sharing", "access", "rights", "loan", "portfolio")
                .whereLayer("key")
                .mayOnlyBeAccessedByLayers("cli")
                .whereLayer("log")
                .mayOnlyBeAccessedByLayers("cli", "sharing", "access", "rights", "loan", "borrower", "key")
                .check(service);
    }

    @Test
    void only_stores_and_the_database_package_know_jooq() {
        noClasses()
                .that()
                .haveNameNotMatching(".*Store(\\$.*)?")
                .and()
                .resideOutsideOfPackage(REGISTRY + "database..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.jooq..")
                .check(service);
    }

    @Test
    void only_the_log_and_the_command_line_know_the_ledger() {
        noClasses()
                .that()
                .resideOutsideOfPackages(REGISTRY + "log..", REGISTRY + "cli..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.loanregistry.ledger..")
                .check(service);
    }

    @Test
    void only_apis_pages_and_the_web_package_know_http_routes() {
        noClasses()
                .that()
                .haveNameNotMatching(".*(Api|Pages|Definition|Intercepted|Exec)(\\$.*)?")
                .and()
                .resideOutsideOfPackages(REGISTRY + "web..")
                .should()
                .dependOnClassesThat()
                .haveFullyQualifiedName("io.micronaut.http.annotation.Controller")
                .check(service);
    }

    @Test
    void names_are_nouns_of_the_trade() {
        noClasses()
                .that()
                .areTopLevelClasses()
                .should()
                .haveNameMatching(".*(Util|Utils|Helper|Helpers|Manager|Impl|Service|Processor)")
                .check(project);
    }

    @Test
    void money_and_rates_are_never_floating_point() {
        fields().that()
                .areDeclaredInClassesThat()
                .resideInAnyPackage(REGISTRY + "loan..", REGISTRY + "portfolio..", REGISTRY + "borrower..")
                .should()
                .notHaveRawType(double.class)
                .andShould()
                .notHaveRawType(float.class)
                .check(service);
    }

    @Test
    void nothing_prints_but_the_command_line() {
        noClasses()
                .that()
                .resideOutsideOfPackages(
                        REGISTRY + "cli..",
                        "org.loanregistry.verifier..",
                        "org.loanregistry.network..",
                        "org.loanregistry.benchmarks..")
                .and()
                .resideOutsideOfPackage("org.loanregistry.codegen..")
                .should()
                .accessField(System.class, "out")
                .check(project);
    }
}
