package org.loanregistry.gates;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The module table of docs/architecture.md. */
class ModuleDirectionsTest {
    private static JavaClasses project;

    @BeforeAll
    static void load() {
        project = new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .importPackages("org.loanregistry");
    }

    @Test
    void enough_classes_were_loaded_for_the_rules_to_mean_something() {
        for (var module :
                new String[] {"transparency", "privacy", "chaincode", "network", "ledger", "verifier", "registry"}) {
            var count = project.stream()
                    .filter(type -> type.getPackageName().startsWith("org.loanregistry." + module))
                    .count();
            assertTrue(count >= 5, module + " has only " + count + " classes on the class path");
        }
    }

    @Test
    void transparency_needs_nothing_but_the_jdk() {
        onlyDependsOn("transparency", "java..", "javax.crypto..", "org.jspecify..");
    }

    @Test
    void privacy_knows_nothing_of_loans_logs_or_http() {
        onlyDependsOn("privacy", "java..", "javax.crypto..", "org.bouncycastle..", "org.jspecify..");
    }

    @Test
    void the_contract_knows_transparency_and_the_shim_only() {
        onlyDependsOn(
                "chaincode",
                "java..",
                "javax.naming..",
                "javax.security.auth.x500..",
                "org.jspecify..",
                "org.loanregistry.transparency..",
                "org.hyperledger.fabric..",
                "io.netty..",
                "io.grpc..",
                "com.google.protobuf..");
    }

    @Test
    void the_ledger_client_knows_transparency_and_the_gateway_only() {
        onlyDependsOn(
                "ledger",
                "java..",
                "org.jspecify..",
                "org.loanregistry.transparency..",
                "org.hyperledger.fabric..",
                "io.grpc..",
                "com.google.protobuf..",
                "com.google.rpc..");
    }

    @Test
    void the_verifier_runs_without_the_service() {
        onlyDependsOn(
                "verifier",
                "java..",
                "com.sun.net.httpserver..", // the JDK's own, for the witness
                "org.jspecify..",
                "org.loanregistry.transparency..",
                "org.loanregistry.ledger..",
                "picocli..",
                "me.tongfei.progressbar..");
    }

    @Test
    void the_development_network_knows_nothing_of_the_contract_it_runs() {
        noClasses()
                .that()
                .resideInAPackage("org.loanregistry.network..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "org.loanregistry.chaincode..",
                        "org.loanregistry.transparency..",
                        "org.loanregistry.registry..")
                .check(project);
    }

    @Test
    void the_service_reaches_the_contract_over_the_ledger_only() {
        noClasses()
                .that()
                .resideInAPackage("org.loanregistry.registry..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "org.loanregistry.chaincode..", "org.loanregistry.network..", "org.loanregistry.verifier..")
                .check(project);
    }

    private static void onlyDependsOn(String module, String... allowed) {
        var own = "org.loanregistry." + module + "..";
        var packages = new String[allowed.length + 1];
        packages[0] = own;
        System.arraycopy(allowed, 0, packages, 1, allowed.length);
        classes()
                .that()
                .resideInAPackage(own)
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(packages)
                .check(project);
    }
}
