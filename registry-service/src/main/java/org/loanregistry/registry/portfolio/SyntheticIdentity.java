package org.loanregistry.registry.portfolio;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.loanregistry.registry.borrower.NationalId;

/**
 * Made-up people for borrowers whom the data does not name: the same reference always gives the same person. All are
 * born 1900 to 1909, so that no living person is met; the names come from two short lists.
 */
final class SyntheticIdentity {
    private static final List<String> SURNAMES =
            List.of("\u738b", "\u674e", "\u5f20", "\u5218", "\u9648", "\u6768", "\u8d75", "\u9ec4", "\u5468", "\u5434");
    private static final List<String> GIVEN = List.of(
            "\u660e",
            "\u82b3",
            "\u5efa\u56fd",
            "\u79c0\u82f1",
            "\u5fd7\u5f3a",
            "\u6842\u82b1",
            "\u6d77\u71d5",
            "\u6587\u658c",
            "\u6653\u4e1c",
            "\u7389\u5170",
            "\u4e3d\u534e",
            "\u5c0f\u9f99",
            "\u6625\u6885",
            "\u5fb7\u798f",
            "\u5b50\u8f69",
            "\u96ea");
    private static final List<String> REGIONS = List.of("110105", "310104", "440106", "510107", "330102", "420106");
    private static final List<String> PREFIXES = List.of("139", "138", "150", "186", "177", "159");
    private static final LocalDate FIRST = LocalDate.of(1900, 1, 1);
    private static final int DAYS = 3652;

    private BigInteger seed;

    private SyntheticIdentity(String reference) {
        this.seed = new BigInteger(1, sha256("loanreg synthetic borrower 1\n" + reference));
    }

    /** The borrower object of the API for a reference. */
    static Map<String, Object> of(String reference) {
        var draw = new SyntheticIdentity(reference);
        String name = draw.from(SURNAMES) + draw.from(GIVEN);
        String date = FIRST.plusDays(draw.below(DAYS)).format(DateTimeFormatter.BASIC_ISO_DATE);
        String first17 = draw.from(REGIONS) + date + "%03d".formatted(draw.below(999) + 1);
        Map<String, Object> borrower = new LinkedHashMap<>();
        borrower.put("reference", reference);
        borrower.put("name", name);
        borrower.put("nationalId", first17 + NationalId.checkCharacter(first17));
        borrower.put("mobile", draw.from(PREFIXES) + "%08d".formatted(draw.below(100_000_000)));
        return borrower;
    }

    private String from(List<String> list) {
        return list.get(below(list.size()));
    }

    private int below(int bound) {
        BigInteger[] parts = seed.divideAndRemainder(BigInteger.valueOf(bound));
        seed = parts[0];
        return parts[1].intValueExact();
    }

    static byte[] sha256(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this JDK has no SHA-256", e);
        }
    }
}
