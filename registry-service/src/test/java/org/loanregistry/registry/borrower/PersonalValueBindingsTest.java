package org.loanregistry.registry.borrower;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.annotation.JsonAutoDetect;
import com.fasterxml.jackson.annotation.PropertyAccessor;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.google.gson.Gson;
import io.micronaut.core.beans.exceptions.IntrospectionException;
import io.micronaut.core.type.Argument;
import io.micronaut.serde.ObjectMapper;
import io.micronaut.serde.exceptions.SerdeException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import org.jooq.SQLDialect;
import org.jooq.exception.SQLDialectNotSupportedException;
import org.jooq.impl.DSL;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.loanregistry.privacy.pii.Pii;
import org.loanregistry.privacy.pii.PiiKind;
import org.loanregistry.registry.database.DatabaseLogin;
import org.loanregistry.registry.log.TestRegistry;

/** Nothing that turns objects into JSON or into rows gets at a personal value, whether it refuses or not. */
class PersonalValueBindingsTest {
    private static final String CANARY = "13800138977";
    private static final Pii<PiiKind.Mobile> VALUE = Pii.of(new PiiKind.Mobile(), CANARY);

    private static TestRegistry registry;

    @BeforeAll
    static void start() {
        registry = TestRegistry.create();
    }

    @AfterAll
    static void stop() {
        registry.close();
    }

    @Test
    void the_services_own_json_refuses() {
        var json = registry.bean(ObjectMapper.class);
        assertRefused(() -> json.writeValueAsString(VALUE));
        var type = Argument.of(Pii.class, Argument.of(PiiKind.Mobile.class, "K"));
        assertRefused(() -> json.readValue("{\"bytes\":\"MTM4\"}", type));
    }

    /** The first refusal of a type is an introspection error; a mapper that remembers it wraps it in its own. */
    private static void assertRefused(Executable call) {
        var refusal = assertThrows(Exception.class, call);
        assertTrue(refusal instanceof IntrospectionException || refusal instanceof SerdeException, refusal::toString);
        assertFalse(String.valueOf(refusal.getMessage()).contains(CANARY));
    }

    @Test
    void jackson_refuses_and_shows_nothing_even_when_told_to_read_private_fields() throws Exception {
        var plain = new com.fasterxml.jackson.databind.ObjectMapper();
        assertThrows(com.fasterxml.jackson.databind.JsonMappingException.class, () -> plain.writeValueAsString(VALUE));
        var prying = new com.fasterxml.jackson.databind.ObjectMapper()
                .setVisibility(PropertyAccessor.ALL, JsonAutoDetect.Visibility.ANY)
                .disable(SerializationFeature.FAIL_ON_EMPTY_BEANS);
        assertShowsNothing(prying.writeValueAsString(VALUE));
        assertShowsNothing(prying.writeValueAsString(Map.of("mobile", VALUE)));
    }

    @Test
    void gson_which_reads_private_fields_shows_nothing() {
        assertShowsNothing(new Gson().toJson(VALUE));
    }

    private static void assertShowsNothing(String json) {
        assertFalse(json.contains(CANARY), json);
        assertFalse(json.contains("bytes"), json);
        assertFalse(json.contains("MTM4MDAxMzg5Nzc"), json);
    }

    @Test
    void jdbc_refuses() throws SQLException {
        try (Connection connection = registry.bean(DatabaseLogin.class).connect();
                var statement = connection.prepareStatement("select ?")) {
            var refusal = assertThrows(SQLException.class, () -> statement.setObject(1, VALUE));
            assertFalse(String.valueOf(refusal.getMessage()).contains(CANARY));
        }
    }

    @Test
    void jooq_refuses() {
        var dsl = DSL.using(SQLDialect.POSTGRES);
        assertThrows(SQLDialectNotSupportedException.class, () -> dsl.render(DSL.val((Object) VALUE)));
        assertEquals("Pii[Mobile:C2]", VALUE.toString());
    }
}
