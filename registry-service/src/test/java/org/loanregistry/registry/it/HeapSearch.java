package org.loanregistry.registry.it;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Looks for texts in a heap dump, in every form in which the JVM keeps texts: Latin-1 and UTF-16 of both orders, and UTF-8. */
record HeapSearch(Path dump) {
    private static final int CHUNK = 8 << 20;
    private static final int OVERLAP = 256;

    static HeapSearch of(Path dump) {
        return new HeapSearch(dump);
    }

    /** {@code text in form}, sorted, each once. */
    List<String> find(List<String> texts) throws IOException {
        Set<String> found = new TreeSet<>();
        byte[] buffer = new byte[OVERLAP + CHUNK];
        int kept = 0;
        try (InputStream input = Files.newInputStream(dump)) {
            for (int read = input.readNBytes(buffer, kept, CHUNK);
                    read > 0;
                    read = input.readNBytes(buffer, kept, CHUNK)) {
                String chunk = new String(buffer, 0, kept + read, ISO_8859_1);
                search(chunk, texts, found);
                int end = kept + read;
                kept = Math.min(OVERLAP, end);
                System.arraycopy(buffer, end - kept, buffer, 0, kept);
            }
        }
        return new ArrayList<>(found);
    }

    private static void search(String chunk, List<String> texts, Set<String> found) {
        for (String text : texts) {
            for (Charset form : List.of(UTF_8, UTF_16LE, UTF_16BE)) {
                if (chunk.contains(new String(text.getBytes(form), ISO_8859_1))) {
                    found.add(text + " in " + form);
                }
            }
        }
    }
}
