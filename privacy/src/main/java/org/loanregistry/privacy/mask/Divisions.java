package org.loanregistry.privacy.mask;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;

/** Reads the divisions that a mask may show: a line a province, its prefectures after it. */
final class Divisions {
    private Divisions() {}

    static List<AddressMask.Province> read() {
        try (var stream = Objects.requireNonNull(Divisions.class.getResourceAsStream("divisions.txt"))) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.startsWith("#"))
                    .map(line -> List.of(line.split(" ")))
                    .map(names -> new AddressMask.Province(names.getFirst(), names.subList(1, names.size())))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
