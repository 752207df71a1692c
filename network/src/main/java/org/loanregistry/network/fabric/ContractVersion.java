package org.loanregistry.network.fabric;

import java.io.File;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;

/**
 * One version of the contract as all organisations approve it.
 *
 * @param sequence 1 for the first definition, one more for each upgrade; it is the version's name too
 * @param packageId what the lifecycle knows the package by: label and SHA-256
 * @param mainClass what a contract server starts
 * @param question a function that succeeds on an empty ledger
 * @param folder holds the package and, in {@code lib/}, the code that a contract server runs
 */
record ContractVersion(int sequence, String packageId, String mainClass, String question, Path folder) {
    static ContractVersion read(int sequence, Path folder) throws IOException {
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(folder.resolve("version.properties"))) {
            properties.load(reader);
        }
        return new ContractVersion(
                sequence,
                properties.getProperty("packageId", ""),
                properties.getProperty("mainClass", ""),
                properties.getProperty("question", ""),
                folder);
    }

    void write() throws IOException {
        Files.writeString(
                folder.resolve("version.properties"),
                "packageId=" + packageId + "\nmainClass=" + mainClass + "\nquestion=" + question + "\n");
    }

    /** Which of a contract server's two addresses it has. */
    String slot() {
        return slot(sequence);
    }

    static String slot(int sequence) {
        return sequence % 2 == 1 ? "odd" : "even";
    }

    Path packageFile() {
        return folder.resolve("package.tar.gz");
    }

    /** The jars of {@code lib/}, and its folders of classes. */
    String classPath() {
        return folder.resolve("lib").resolve("classes")
                + File.pathSeparator
                + folder.resolve("lib").resolve("*");
    }
}
