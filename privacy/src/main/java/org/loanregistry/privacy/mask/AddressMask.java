package org.loanregistry.privacy.mask;

import java.util.List;

/**
 * The divisions down to the county, then stars. Province and prefecture are known names, so that nothing else passes for
 * one; the county is recognised by its form, and left out when that could be a street, a village or a housing estate.
 */
final class AddressMask {
    private static final String STARS = "****";

    private AddressMask() {}

    static String mask(Folded text, MaskLevel level) {
        text.compact("");
        boolean masked = text.hasStar();
        if (masked && (!text.endsWith(STARS) || text.indexOf('*', 0) != text.length() - STARS.length())) {
            return STARS;
        }
        int end = masked ? text.length() - STARS.length() : text.length();
        int shown = shown(text, end, level);
        return masked && shown != end ? STARS : text.shown(0, shown) + STARS;
    }

    /** Where what may be shown ends. */
    private static int shown(Folded text, int end, MaskLevel level) {
        for (Province province : Province.ALL) {
            if (text.startsWith(province.name())) {
                int after = province.name().length();
                return level == MaskLevel.STANDARD ? cityAndCounty(text, province, after, end) : after;
            }
        }
        return 0;
    }

    private static int cityAndCounty(Folded text, Province province, int from, int end) {
        for (String city : province.cities()) {
            if (text.startsWith(city, from)) {
                int after = from + city.length();
                return after + CountyName.length(text, after, end);
            }
        }
        return province.cities().isEmpty() ? from + CountyName.length(text, from, end) : from;
    }

    /** A first-level division and its prefectures; a municipality has none. */
    record Province(String name, List<String> cities) {
        static final List<Province> ALL = Divisions.read();
    }
}
