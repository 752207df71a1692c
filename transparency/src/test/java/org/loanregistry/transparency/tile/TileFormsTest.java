package org.loanregistry.transparency.tile;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tile paths and entry bundles, and what they refuse. */
class TileFormsTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "tile/0/000",
                "tile/0/999",
                "tile/0/x001/000",
                "tile/1/x001/x234/067",
                "tile/63/001.p/255",
                "tile/5/x009/x223/x372/x036/x854/x775/807.p/1"
            })
    void a_path_is_printed_as_it_was_read(String path) {
        assertEquals(path, TileAddress.parse(path).path());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "tile",
                "tile/0",
                "tile/0/",
                "/tile/0/000",
                "tile/0/0",
                "tile/0/00",
                "tile/0/0000",
                "tile/00/000",
                "tile/-1/000",
                "tile/64/000",
                "tile/0/001/000",
                "tile/0/x000/001",
                "tile/0/x001/x000",
                "tile/0/000.p/0",
                "tile/0/000.p/256",
                "tile/0/000.p/01",
                "tile/0/000.p/",
                "tile/0/000.p/1/",
                "tile/0/000 ",
                "tile/entries/000",
                "tile/0/x009/x223/x372/x036/x854/x775/808",
                "tile/99999999999999999999/000"
            })
    void any_other_path_is_refused(String path) {
        assertThrows(IllegalArgumentException.class, () -> TileAddress.parse(path));
    }

    @Test
    void an_address_out_of_range_is_refused() {
        assertThrows(IllegalArgumentException.class, () -> new TileAddress(64, 0, 1));
        assertThrows(IllegalArgumentException.class, () -> new TileAddress(-1, 0, 1));
        assertThrows(IllegalArgumentException.class, () -> new TileAddress(0, -1, 1));
        assertThrows(IllegalArgumentException.class, () -> new TileAddress(0, 0, 0));
        assertThrows(IllegalArgumentException.class, () -> new TileAddress(0, 0, 257));
        TileAddress address = new TileAddress(0, 0, 2);
        assertThrows(IllegalArgumentException.class, () -> new Tile(address, new byte[32]));
    }

    @Test
    void a_bundle_is_decoded_to_what_was_encoded() {
        List<byte[]> entries = List.of(new byte[0], new byte[] {1, 2}, new byte[EntryBundle.MAX_ENTRY_BYTES]);
        List<byte[]> decoded = EntryBundle.decode(EntryBundle.encode(entries), 3);
        for (int i = 0; i < 3; i++) {
            assertArrayEquals(entries.get(i), decoded.get(i));
        }
    }

    @Test
    void a_bundle_of_another_shape_is_refused() {
        byte[] bundle = EntryBundle.encode(List.of(new byte[3], new byte[4]));
        assertThrows(IllegalArgumentException.class, () -> EntryBundle.decode(bundle, 1));
        assertThrows(IllegalArgumentException.class, () -> EntryBundle.decode(bundle, 3));
        assertThrows(IllegalArgumentException.class, () -> EntryBundle.decode(bundle, 0));
        assertThrows(IllegalArgumentException.class, () -> EntryBundle.decode(bundle, 257));
        for (int length = 0; length < bundle.length; length++) {
            byte[] cut = Arrays.copyOf(bundle, length);
            assertThrows(IllegalArgumentException.class, () -> EntryBundle.decode(cut, 2));
        }
        List<byte[]> tooLong = List.of(new byte[EntryBundle.MAX_ENTRY_BYTES + 1]);
        assertThrows(IllegalArgumentException.class, () -> EntryBundle.encode(tooLong));
        assertThrows(IllegalArgumentException.class, () -> EntryBundle.encode(List.of()));
        List<byte[]> tooMany = Collections.nCopies(257, new byte[1]);
        assertThrows(IllegalArgumentException.class, () -> EntryBundle.encode(tooMany));
        assertThrows(IllegalArgumentException.class, () -> EntryBundle.path(-1, 256));
    }
}
