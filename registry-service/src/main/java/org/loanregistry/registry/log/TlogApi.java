package org.loanregistry.registry.log;

import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Header;
import io.micronaut.http.annotation.PathVariable;
import io.micronaut.http.annotation.Produces;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.micronaut.security.annotation.Secured;
import io.micronaut.security.rules.SecurityRule;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.Optional;
import org.loanregistry.registry.database.Database;
import org.loanregistry.registry.error.NotFound;
import org.loanregistry.transparency.tile.TileAddress;

/** The logs as static files in the layout of C2SP tlog-tiles, open to everybody, as far as it is anchored. */
@Controller("/log/{log}")
@Secured(SecurityRule.IS_ANONYMOUS)
@ExecuteOn(TaskExecutors.BLOCKING)
@Tag(name = "log")
final class TlogApi {
    private static final String TEXT = "text/plain; charset=utf-8";
    private static final String IMMUTABLE = "public, max-age=31536000, immutable";
    private static final String ENTRIES = "entries/";

    private final Database database;
    private final LogReader reader;
    private final StaticTiles files;

    TlogApi(Database database, LogReader reader, StaticTiles files) {
        this.database = database;
        this.reader = reader;
        this.files = files;
    }

    /** The newest anchored checkpoint, a C2SP signed note. */
    @Get("/checkpoint")
    @Produces(TEXT)
    @Header(name = HttpHeaders.CACHE_CONTROL, value = "public, max-age=1")
    String checkpoint(@PathVariable String log) {
        var name = name(log);
        return database.read(tx -> reader.published(tx, name)
                        .map(published -> published.note().toText()))
                .orElseThrow(() -> new NotFound("No head of this log is anchored yet."));
    }

    /** The log's verifier key, to be compared with the one registered on the ledger. */
    @Get("/vkey")
    @Produces(TEXT)
    String vkey(@PathVariable String log) {
        return reader.vkey(name(log)) + "\n";
    }

    /** A tile {@code L/N} or {@code L/N.p/W}, or an entry bundle {@code entries/N} or {@code entries/N.p/W}. */
    @Get("/tile/{path:.+}")
    @Produces(MediaType.APPLICATION_OCTET_STREAM)
    HttpResponse<byte[]> tile(@PathVariable String log, @PathVariable String path) {
        var name = name(log);
        var isBundle = path.startsWith(ENTRIES);
        // An entry bundle is named like the tile of level 0 over the same leaves.
        var address = parse(isBundle ? "tile/0/" + path.substring(ENTRIES.length()) : "tile/" + path);
        var exported = address.isFull() ? files.find(name, "tile/" + path) : Optional.<byte[]>empty();
        var content = exported.or(() -> database.read(tx -> reader.published(tx, name)
                .flatMap(published ->
                        isBundle ? published.entryBundle(address.index(), address.width()) : published.tile(address))));
        return HttpResponse.ok(content.orElseThrow(TlogApi::noSuchTile)).header(HttpHeaders.CACHE_CONTROL, IMMUTABLE);
    }

    private static LogName name(String log) {
        return LogName.find(log).orElseThrow(() -> new NotFound("There is no such log."));
    }

    private static TileAddress parse(String path) {
        try {
            return TileAddress.parse(path);
        } catch (IllegalArgumentException e) {
            throw noSuchTile();
        }
    }

    private static NotFound noSuchTile() {
        return new NotFound("The anchored log has no such tile.");
    }
}
