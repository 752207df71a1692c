package org.loanregistry.registry.web;

import io.micronaut.http.HttpRequest;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.text.NumberFormat;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Currency;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The words of the pages in one language. */
public final class Words {
    static final String PARAMETER = "lang";
    static final String COOKIE = "loanreg-language";

    /** The languages, the one that is taken when none is asked for first. */
    public static final List<String> LANGUAGES = List.of("en", "zh");

    private static final DateTimeFormatter MINUTE = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm 'UTC'", Locale.ROOT);
    private static final Map<String, Words> BY_LANGUAGE =
            LANGUAGES.stream().collect(Collectors.toUnmodifiableMap(language -> language, Words::new));

    private final Locale locale;
    private final Properties texts = new Properties();

    private Words(String language) {
        this.locale = Locale.of(language);
        String name = "/words/" + language + ".properties";
        try (InputStream in = Words.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("this jar lacks " + name);
            }
            texts.load(new InputStreamReader(in, StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Those of a language that is known. */
    public static Words in(String language) {
        Words words = BY_LANGUAGE.get(language);
        if (words == null) {
            throw new IllegalArgumentException("got language " + language + ", want one of " + LANGUAGES);
        }
        return words;
    }

    /** Those that a person chose, or whose browser asks for them. */
    public static Words askedBy(HttpRequest<?> request) {
        Optional<String> chosen = Stream.concat(
                        request.getParameters().getFirst(PARAMETER).stream(),
                        request.getCookies().findCookie(COOKIE).map(cookie -> cookie.getValue()).stream())
                .filter(Words::isKnown)
                .findFirst();
        return in(chosen.orElseGet(() -> request.getLocale()
                .map(Locale::getLanguage)
                .filter(Words::isKnown)
                .orElse(LANGUAGES.getFirst())));
    }

    static boolean isKnown(String language) {
        return LANGUAGES.contains(language);
    }

    /** The language, as HTML names it. */
    public String language() {
        return locale.getLanguage();
    }

    /** The text of a key, with {@code {0}}, {@code {1}} … filled in; a key that is not there is a bug. */
    public String of(String key, Object... values) {
        String text = texts.getProperty(key);
        if (text == null) {
            throw new IllegalArgumentException("no words for " + key + " in " + locale);
        }
        for (int i = 0; i < values.length; i++) {
            text = text.replace(
                    "{" + i + "}", values[i] instanceof Long number ? count(number) : String.valueOf(values[i]));
        }
        return text;
    }

    /** A whole number. */
    public String count(long number) {
        return NumberFormat.getIntegerInstance(locale).format(number);
    }

    /** An amount of minor units in its currency. */
    public String amount(long minor, String currency) {
        int digits = Currency.getAvailableCurrencies().stream()
                .filter(known -> known.getCurrencyCode().equals(currency))
                .mapToInt(Currency::getDefaultFractionDigits)
                .findFirst()
                .orElse(2);
        NumberFormat format = NumberFormat.getNumberInstance(locale);
        format.setMinimumFractionDigits(digits);
        format.setMaximumFractionDigits(digits);
        return format.format(BigDecimal.valueOf(minor, digits)) + " " + currency;
    }

    /** A moment, to the minute. */
    public String moment(Instant instant) {
        return MINUTE.format(instant.atOffset(ZoneOffset.UTC));
    }

    /** How long something lasts or is ago, in its largest unit. */
    public String duration(long seconds) {
        if (seconds < 120) {
            return of("duration.seconds", seconds);
        }
        long minutes = seconds / 60;
        return minutes < 120 ? of("duration.minutes", minutes) : of("duration.hours", minutes / 60);
    }

    /** Every key. */
    public List<String> keys() {
        return texts.stringPropertyNames().stream().sorted().toList();
    }
}
