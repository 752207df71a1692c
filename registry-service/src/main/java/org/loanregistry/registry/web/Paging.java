package org.loanregistry.registry.web;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.loanregistry.registry.error.FieldError;
import org.loanregistry.registry.error.Refused;

/**
 * Which stretch of a list is asked for: what follows a place, at most so many. A cursor is one that an answer gave: it says its
 * list and the place of the last item, so that what is recorded meanwhile neither repeats nor hides an item, and the cursor of
 * one list is none of another. It grants nothing: what the caller may see is asked anew for every page.
 *
 * @param list the name of the list
 * @param after the place after which the page begins; absent for the first page
 * @param limit at most so many items
 */
public record Paging(String list, @Nullable String after, int limit) {
    /** The most items of one page. */
    public static final int MAX = 500;

    private static final String USUAL = "100";
    private static final int MAX_CURSOR = 2_000;

    /** Reads the query parameters {@code cursor} and {@code limit}, refusing each by its name. */
    public static Paging of(String list, @Nullable String cursor, @Nullable String limit) {
        int most = limit(limit == null ? USUAL : limit);
        return new Paging(list, cursor == null ? null : opened(list, cursor), most);
    }

    private static int limit(String text) {
        int limit;
        try {
            limit = Integer.parseInt(text);
        } catch (NumberFormatException e) {
            limit = 0;
        }
        if (limit < 1 || limit > MAX) {
            throw refused("limit", "must be between 1 and " + MAX);
        }
        return limit;
    }

    private static String opened(String list, String cursor) {
        try {
            byte[] bytes = Base64.getUrlDecoder().decode(cursor.substring(0, Math.min(cursor.length(), MAX_CURSOR)));
            String text = new String(bytes, StandardCharsets.UTF_8);
            String place = text.substring(text.indexOf('\n') + 1);
            if (closed(list, place).equals(cursor)) {
                return place;
            }
        } catch (IllegalArgumentException e) {
            throw badCursor();
        }
        throw badCursor();
    }

    private static String closed(String list, String place) {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString((list + "\n" + place).getBytes(StandardCharsets.UTF_8));
    }

    /** The refusal of a cursor that no answer of this list gave. */
    public static Refused badCursor() {
        return refused("cursor", "must be one that an answer of this list gave");
    }

    private static Refused refused(String field, String rule) {
        return new Refused("A query parameter breaks a rule.", List.of(new FieldError(field, rule)));
    }

    /** The place as an id; nothing for the first page. */
    public Optional<UUID> afterId() {
        try {
            return Optional.ofNullable(after).map(UUID::fromString);
        } catch (IllegalArgumentException e) {
            throw badCursor();
        }
    }

    /** How many to look for: one more than a page holds says that there is a page after it. */
    public int wanted() {
        return limit + 1;
    }

    /**
     * The page: {@code member} with the items, and {@code next}, the cursor of the page after, if there is one.
     *
     * @param found what was found from after the place on, at most {@link #wanted()}
     */
    public <T> Map<String, Object> page(
            String member, List<T> found, Function<T, String> place, Function<T, Map<String, Object>> tree) {
        List<T> shown = found.subList(0, Math.min(limit, found.size()));
        Map<String, Object> page = new LinkedHashMap<>();
        page.put(member, shown.stream().map(tree).toList());
        if (found.size() > limit) {
            page.put("next", closed(list, place.apply(shown.getLast())));
        }
        return page;
    }
}
