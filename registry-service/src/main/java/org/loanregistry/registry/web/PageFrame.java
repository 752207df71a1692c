package org.loanregistry.registry.web;

import io.micronaut.http.HttpRequest;
import org.jspecify.annotations.Nullable;

/**
 * What every page has around it.
 *
 * @param words the person's language
 * @param title of the page
 * @param path the page's address, for the links to the other languages
 * @param signedInAs the person's organisation; null before signing in
 * @param csrf what forms must carry; empty before signing in
 */
public record PageFrame(
        Words words, String title, String path, @Nullable String signedInAs, String csrf) {
    /** The frame of a page before signing in. */
    public static PageFrame outside(HttpRequest<?> request, String titleKey) {
        Words words = Words.askedBy(request);
        return new PageFrame(words, words.of(titleKey), request.getPath(), null, "");
    }

    /** The frame of a page of this organisation. */
    public static PageFrame inside(HttpRequest<?> request, String title, String organisation, String csrf) {
        return new PageFrame(Words.askedBy(request), title, request.getPath(), organisation, csrf);
    }
}
