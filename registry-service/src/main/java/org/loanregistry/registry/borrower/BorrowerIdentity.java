package org.loanregistry.registry.borrower;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.loanregistry.registry.json.Fields;

/**
 * Who a borrower is, in clear. Lives only while a request is served; {@code toString} shows none of it.
 *
 * @param reference the tenant's own identifier of the borrower
 * @param name the name, at most 200 characters
 * @param nationalId 18 characters, see {@link NationalId}
 * @param mobile a mainland mobile number of 11 digits, or {@code +} and 7 to 15 digits
 */
public record BorrowerIdentity(String reference, String name, String nationalId, String mobile) {
    private static final int MAX_TEXT = 200;
    private static final Pattern MOBILE = Pattern.compile("1[3-9][0-9]{9}|\\+[1-9][0-9]{6,14}");

    /** Reads {@code {reference, name, nationalId, mobile}}; what is wrong is refused on {@code fields}. */
    public static BorrowerIdentity read(Fields fields) {
        var identity = new BorrowerIdentity(
                fields.requiredText("reference", MAX_TEXT),
                fields.requiredText("name", MAX_TEXT),
                fields.requiredText("nationalId", MAX_TEXT),
                fields.requiredText("mobile", MAX_TEXT));
        if (!identity.nationalId.isEmpty() && !NationalId.isValid(identity.nationalId)) {
            fields.refuse("nationalId", "must be a GB 11643 number of 18 characters with its check character");
        }
        if (!identity.mobile.isEmpty() && !MOBILE.matcher(identity.mobile).matches()) {
            fields.refuse("mobile", "must be a mainland mobile number, or + and 7 to 15 digits");
        }
        fields.finish();
        return identity;
    }

    /** The names of the fields in which another identity differs; never their values. */
    public List<String> differences(BorrowerIdentity other) {
        List<String> names = new ArrayList<>();
        if (!reference.equals(other.reference)) {
            names.add("reference");
        }
        if (!name.equals(other.name)) {
            names.add("name");
        }
        if (!nationalId.equals(other.nationalId)) {
            names.add("nationalId");
        }
        if (!mobile.equals(other.mobile)) {
            names.add("mobile");
        }
        return names;
    }

    /** Shows nothing. */
    @Override
    public String toString() {
        return "BorrowerIdentity[C2]";
    }
}
