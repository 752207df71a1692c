#!/usr/bin/env python3
"""Checks a proof bundle of the loan registry: python3 check_bundle.py BUNDLE VKEY SCHEMAS.  Standard library only.

Written from docs/formats.md alone, sharing no code with the registry or its verifier. VKEY is the log's public key as text,
SCHEMAS the file docs/schemas/records.txt. Exit status 0: the checkpoint is signed by that key, the leaf is in it, and every
disclosed field is what the leaf commits to. Anything else is status 1 and a line that says what is wrong.
"""
import base64, hashlib, json, struct, sys


def H(data): return hashlib.sha256(data).digest()
def node(left, right): return H(b"\x01" + left + right)
def b64u(text): return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
def b64(text): return base64.b64decode(text, validate=True)


def root_from(leaf_hash, index, size, path):
    """RFC 9162 section 2.1.3.2."""
    assert 0 <= index < size, "index past the tree"
    fn, sn, r = index, size - 1, leaf_hash
    for p in path:
        assert sn != 0, "path too long"
        if fn & 1 or fn == sn:
            r = node(p, r)
            while not fn & 1 and fn != 0:
                fn, sn = fn >> 1, sn >> 1
        else:
            r = node(r, p)
        fn, sn = fn >> 1, sn >> 1
    assert sn == 0, "path too short"
    return r


P, L = 2**255 - 19, 2**252 + 27742317777372353535851937790883648493  # Ed25519, RFC 8032
D = -121665 * pow(121666, P - 2, P) % P


def add(a, b):
    (x1, y1, z1, t1), (x2, y2, z2, t2) = a, b
    A, B, C, E = (y1 - x1) * (y2 - x2), (y1 + x1) * (y2 + x2), 2 * t1 * t2 * D, 2 * z1 * z2
    e, f, g, h = B - A, E - C, E + C, B + A
    return e * f % P, g * h % P, f * g % P, e * h % P


def mul(n, point):
    result = (0, 1, 1, 0)
    while n:
        result, point, n = add(result, point) if n & 1 else result, add(point, point), n >> 1
    return result


def point(data):
    y = int.from_bytes(data, "little")
    sign, y = y >> 255, y & (1 << 255) - 1
    assert y < P, "no point"
    x2 = (y * y - 1) * pow(D * y * y + 1, P - 2, P) % P
    x = pow(x2, (P + 3) // 8, P)
    if (x * x - x2) % P:
        x = x * pow(2, (P - 1) // 4, P) % P
    assert (x * x - x2) % P == 0 and (x or not sign), "no point"
    x = P - x if x & 1 != sign else x
    return x, y, 1, x * y % P


def ed25519(public, message, signature):
    s = int.from_bytes(signature[32:], "little")
    if len(signature) != 64 or s >= L:
        return False
    k = int.from_bytes(hashlib.sha512(signature[:32] + public + message).digest(), "little") % L
    left, right = mul(s, point(B)), add(point(signature[:32]), mul(k, point(public)))
    return all((left[i] * right[2] - right[i] * left[2]) % P == 0 for i in (0, 1))


B = bytes([0x58] + [0x66] * 31)


def checkpoint(note, vkey):
    """Section 3: origin, size and root of a note that the pinned key signed."""
    name, key_id, key = vkey.strip().split("+", 2)
    body, signatures = note.split("\n\n")
    origin, size, root = body.split("\n")
    assert origin == name, "the checkpoint is of another log"
    want, public = bytes.fromhex(key_id), b64(key)[1:]
    assert H(name.encode() + b"\n" + b64(key))[:4] == want, "the key's id is not its hash"
    assert signatures.endswith("\n"), "text after the note"
    ours = 0
    for line in signatures[:-1].split("\n"):
        dash, signer, blob = line.split(" ")
        assert dash == "\u2014", "no signature line"
        if signer == name and b64(blob)[:4] == want:
            assert ed25519(public, (body + "\n").encode(), b64(blob)[4:]), "the log's signature is wrong"
            ours += 1
    assert ours, "no signature by the log's key"
    return int(size), b64(root)


def fields_of(schemas):
    """docs/schemas/records.txt: the fields of each schema, (id, type), in their order."""
    known, types = {}, {"text": 1, "integer": 2, "bytes": 3, "json": 4}
    for words in (line.split() for line in schemas.split("\n") if line and not line.startswith("#")):
        if words[0] == "schema":
            fields = known[int(words[1])] = []
        else:
            fields.append((int(words[0]), types[words[2]]))
    return known


def record(extra, schemas):
    """Section 1: the leaf data, after every disclosed field was led to the record root in it."""
    shown = json.loads(extra)
    names = {"disclosed", "epochSeconds", "headerSalt", "leafData", "n", "rid", "schemaId"}
    assert set(shown) == names and json.dumps(shown, sort_keys=True, separators=(",", ":")) == extra, "not canonical"
    leaf, fields = b64u(shown["leafData"]), schemas[shown["schemaId"]]
    ids = [field_id for field_id, _ in fields]
    header = H(b"\x00LRH1" + b64u(shown["headerSalt"]) + struct.pack(">HH", shown["schemaId"], shown["n"])
               + b64u(shown["rid"]) + struct.pack(">q", shown["epochSeconds"]))
    assert shown["n"] == len(ids), "the schema has another number of fields"
    assert leaf[:5] == b"LRR1\x01" and len(leaf) == 69 and leaf[5:37] == header, "the header is altered"
    for f in shown["disclosed"]:
        position, value = ids.index(f["fieldId"]), b64u(f["value"])
        assert f["type"] in (0, fields[position][1]), "a field of another type"
        commitment = H(b"\x00LRF1" + struct.pack(">HB", f["fieldId"], f["type"]) + b64u(f["salt"])
                       + struct.pack(">I", len(value)) + value)
        root = root_from(commitment, position, shown["n"], [b64u(p) for p in f["path"]])
        assert root == leaf[37:], "field %d is altered" % f["fieldId"]
    return leaf


def check(bundle, vkey, schemas):
    """Section 7. Raises if anything does not fit."""
    head, note = bundle.split("\n\n", 1)
    first, extra, index, *path = head.split("\n")
    assert first == "c2sp.org/tlog-proof@v1" and extra[:6] == "extra " and index[:6] == "index ", "no bundle"
    leaf = record(b64(extra[6:]).decode(), fields_of(schemas))
    size, root = checkpoint(note, vkey)
    proved = root_from(H(b"\x00" + leaf), int(index[6:]), size, [b64(p) for p in path])
    assert proved == root, "the leaf does not lead to the checkpoint's root"


if __name__ == "__main__":
    try:
        bundle, vkey, schemas = (open(name, encoding="utf-8", newline="").read() for name in sys.argv[1:4])
        check(bundle, vkey, schemas)
    except Exception as e:
        sys.exit("REFUSED %s" % (e or type(e).__name__))
    print("VERIFIED")
