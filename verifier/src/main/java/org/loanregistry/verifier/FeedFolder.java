package org.loanregistry.verifier;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.loanregistry.transparency.feed.FeedEntry;
import org.loanregistry.transparency.record.CanonicalJson;
import org.loanregistry.transparency.tree.ConsistencyProof;

/** A feed kept in a folder (docs/formats.md, section 15), to be verified again without the service. */
final class FeedFolder implements FeedSource {
    private static final String FEED = "feed.json";
    private static final String ENTRIES = "entries.jsonl";
    private static final String HEAD = "feed-head" + BundleFiles.ENDING;

    private final Path folder;
    private @Nullable List<FeedEntry> entries;

    FeedFolder(Path folder) {
        this.folder = folder;
    }

    /** Whether there is a feed in the folder. */
    static boolean isOne(Path folder) {
        return Files.isRegularFile(folder.resolve(FEED));
    }

    @Override
    public FeedAnswers.Head head() {
        Map<?, ?> feed = FeedAnswers.object(CanonicalJson.parse(text(folder.resolve(FEED))));
        return new FeedAnswers.Head(
                FeedAnswers.text(feed, "lender"),
                Math.toIntExact(FeedAnswers.number(feed, "slot")),
                text(folder.resolve(HEAD)));
    }

    @Override
    public List<FeedAnswers.Line> entries(long from, int limit) {
        return all().stream()
                .filter(entry -> entry.number() >= from)
                .limit(limit)
                .map(entry -> new FeedAnswers.Line(
                        entry,
                        textOrNull(bundle(entry.number())),
                        erasure(entry.number()),
                        textOrNull(agreement(entry.number()))))
                .toList();
    }

    /** A folder holds no log. */
    @Override
    public Optional<ConsistencyProof> consistency(String origin, long oldSize, long newSize) {
        return Optional.empty();
    }

    /** Begins anew: whose feed it is, and the proof of its head. */
    void save(FeedAnswers.Head head) {
        try {
            Files.createDirectories(folder);
            Files.writeString(
                    folder.resolve(FEED),
                    CanonicalJson.write(Map.of("lender", head.lender(), "slot", head.slot())) + "\n");
            Files.writeString(folder.resolve(HEAD), head.proof());
            Files.writeString(folder.resolve(ENTRIES), "");
        } catch (IOException e) {
            throw cannotKeep(e);
        }
    }

    /** One more entry, with its bundle if it has one. */
    void save(FeedAnswers.Line line) {
        String proof = line.proof();
        try {
            Files.writeString(
                    folder.resolve(ENTRIES),
                    CanonicalJson.write(FeedAnswers.toTree(line.entry())) + "\n",
                    StandardOpenOption.APPEND);
            if (proof != null) {
                Files.writeString(bundle(line.entry().number()), proof);
            }
            FeedAnswers.Erasure erasure = line.erasure();
            if (erasure != null) {
                Files.writeString(erasureFile(line.entry().number()), CanonicalJson.write(erasure.toTree()) + "\n");
            }
            String agreement = line.agreement();
            if (agreement != null) {
                Files.writeString(agreement(line.entry().number()), agreement);
            }
        } catch (IOException e) {
            throw cannotKeep(e);
        }
    }

    private List<FeedEntry> all() {
        List<FeedEntry> known = entries;
        if (known == null) {
            known = new ArrayList<>();
            for (String line : text(folder.resolve(ENTRIES)).lines().toList()) {
                known.add(FeedAnswers.entryOf(FeedAnswers.object(CanonicalJson.parse(line))));
            }
            entries = known;
        }
        return known;
    }

    private static @Nullable String textOrNull(Path file) {
        return Files.exists(file) ? text(file) : null;
    }

    private FeedAnswers.@Nullable Erasure erasure(long number) {
        Path file = erasureFile(number);
        return Files.exists(file)
                ? FeedAnswers.Erasure.from(FeedAnswers.object(CanonicalJson.parse(text(file))))
                : null;
    }

    private Path erasureFile(long number) {
        return folder.resolve(String.format(Locale.ROOT, "%010d", number) + ".erasure.json");
    }

    private Path agreement(long number) {
        return folder.resolve(String.format(Locale.ROOT, "%010d", number) + ".agreement" + BundleFiles.ENDING);
    }

    private Path bundle(long number) {
        return folder.resolve(String.format(Locale.ROOT, "%010d", number) + BundleFiles.ENDING);
    }

    private UncheckedIOException cannotKeep(IOException e) {
        return new UncheckedIOException("cannot keep the feed in " + folder, e);
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new FeedUnavailableException("cannot read " + file + ": " + e, e);
        }
    }
}
