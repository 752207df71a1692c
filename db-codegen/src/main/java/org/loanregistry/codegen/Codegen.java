package org.loanregistry.codegen;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.nio.file.Path;
import org.flywaydb.core.Flyway;
import org.jooq.codegen.GenerationTool;
import org.jooq.meta.jaxb.Configuration;
import org.jooq.meta.jaxb.Database;
import org.jooq.meta.jaxb.ForcedType;
import org.jooq.meta.jaxb.Generate;
import org.jooq.meta.jaxb.Generator;
import org.jooq.meta.jaxb.Jdbc;
import org.jooq.meta.jaxb.Target;

/**
 * Generates the jOOQ classes from the Flyway migrations, on a real PostgreSQL started for the purpose (a parser of the
 * DDL would not know triggers, roles and domains). Arguments: migrations directory, output directory, package name.
 */
public final class Codegen {
    private Codegen() {}

    /** Runs the migrations on an empty embedded PostgreSQL and writes the classes of schema {@code public}. */
    public static void main(String[] args) throws Exception {
        if (args.length != 3) {
            throw new IllegalArgumentException("usage: Codegen MIGRATIONS OUTPUT PACKAGE");
        }
        try (var postgres = EmbeddedPostgres.builder().start()) {
            var url = postgres.getJdbcUrl("postgres", "postgres");
            Flyway.configure()
                    .dataSource(url, "postgres", "postgres")
                    .locations("filesystem:" + Path.of(args[0]).toAbsolutePath())
                    .load()
                    .migrate();
            GenerationTool.generate(configuration(url, Path.of(args[1]), args[2]));
        }
    }

    private static Configuration configuration(String url, Path output, String packageName) {
        return new Configuration()
                .withJdbc(new Jdbc()
                        .withDriver("org.postgresql.Driver")
                        .withUrl(url)
                        .withUser("postgres"))
                .withGenerator(new Generator()
                        .withDatabase(new Database()
                                .withName("org.jooq.meta.postgres.PostgresDatabase")
                                .withInputSchema("public")
                                .withOutputSchemaToDefault(true)
                                .withExcludes("flyway_schema_history")
                                // Unknown to jOOQ, which would generate deprecated columns of type Object.
                                .withForcedTypes(
                                        new ForcedType().withName("BIGINT").withIncludeTypes("xid8"))
                                .withIncludeRoutines(false))
                        .withGenerate(new Generate()
                                // Nobody joins through them, and their names would clash.
                                .withImplicitJoinPathsToMany(false)
                                .withRecords(true)
                                .withPojos(false)
                                .withDaos(false)
                                .withGeneratedAnnotation(false)
                                .withJavadoc(false))
                        .withTarget(new Target()
                                .withPackageName(packageName)
                                .withDirectory(output.toAbsolutePath().toString())));
    }
}
