package org.loanregistry.transparency.feed;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.loanregistry.transparency.bytes.HmacSha256;
import org.loanregistry.transparency.tree.Hash;
import org.loanregistry.transparency.tree.TreeHash;

class FeedTest {
    private static final Hash LEAF = TreeHash.leaf(new byte[] {1});
    private static final FeedKey KEY = FeedKey.of(new byte[32]);

    @Test
    void an_entry_is_84_bytes_in_the_documented_order() {
        FeedEntry entry = new FeedEntry(KEY.salt(258), 258, 65_537, LEAF);
        String salt = HexFormat.of().formatHex(KEY.salt(258));
        assertEquals(
                "4c524632" + salt + "0000000000000102" + "0000000000010001" + LEAF.toHex(),
                HexFormat.of().formatHex(entry.leafData()));
        assertEquals(84, entry.leafData().length);
        assertEquals(TreeHash.leaf(entry.leafData()), entry.feedLeafHash());
        assertEquals(new FeedEntry(KEY.salt(258), 258, 65_537, LEAF), entry);
        assertNotEquals(new FeedEntry(KEY.salt(258), 258, 65_538, LEAF), entry);
    }

    @Test
    void a_salt_is_the_hmac_of_the_entry_number() {
        byte[] message = {'L', 'R', 'F', 'S', 0, 0, 0, 0, 0, 0, 1, 2};
        assertArrayEquals(HmacSha256.under(new byte[32]).of(message), KEY.salt(258));
    }

    @Test
    void a_head_is_40_bytes_and_is_read_again() {
        FeedHead head = new FeedHead(7, LEAF);
        assertEquals("0000000000000007" + LEAF.toHex(), HexFormat.of().formatHex(head.toBytes()));
        assertEquals(head, FeedHead.parse(head.toBytes()));
    }

    @Test
    void what_is_out_of_range_is_refused() {
        byte[] salt = new byte[32];
        assertThrows(IllegalArgumentException.class, () -> new FeedEntry(new byte[31], 0, 0, LEAF));
        assertThrows(IllegalArgumentException.class, () -> new FeedEntry(salt, -1, 0, LEAF));
        assertThrows(IllegalArgumentException.class, () -> new FeedEntry(salt, 0, -1, LEAF));
        assertThrows(IllegalArgumentException.class, () -> new FeedHead(-1, LEAF));
        assertThrows(IllegalArgumentException.class, () -> FeedHead.parse(new byte[39]));
        assertThrows(IllegalArgumentException.class, () -> FeedHead.parse(new byte[41]));
        byte[] negative = new byte[40];
        negative[0] = -1;
        assertThrows(IllegalArgumentException.class, () -> FeedHead.parse(negative));
        assertThrows(IllegalArgumentException.class, () -> FeedKey.of(new byte[33]));
        assertThrows(IllegalArgumentException.class, () -> KEY.salt(-1));
        assertEquals("FeedKey[]", KEY.toString());
    }
}
