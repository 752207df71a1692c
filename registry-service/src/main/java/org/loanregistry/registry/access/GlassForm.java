package org.loanregistry.registry.access;

import org.loanregistry.registry.json.Fields;
import org.loanregistry.registry.rights.CaseReference;

/** What an officer says of broken glass: {@code {verdict: JUSTIFIED | NOT_JUSTIFIED, caseReference}}. */
record GlassForm(boolean isJustified, String caseReference) {
    private static final int MAX_TEXT = 32;

    private enum Verdict {
        JUSTIFIED,
        NOT_JUSTIFIED
    }

    static GlassForm read(Fields fields) {
        var verdict = fields.required(
                "verdict", fields.parsed("verdict", MAX_TEXT, Verdict::valueOf, "must be JUSTIFIED or NOT_JUSTIFIED"));
        String reference = CaseReference.read(fields, "caseReference");
        fields.finish();
        return new GlassForm(verdict.orElse(Verdict.NOT_JUSTIFIED) == Verdict.JUSTIFIED, reference);
    }
}
