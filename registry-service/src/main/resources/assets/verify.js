// Checks a proof bundle (docs/formats.md 1, 2, 3, 7) with the browser's own cryptography, step by step.
const text = (s) => new TextEncoder().encode(s);
const join = (...parts) => new Uint8Array(parts.flatMap((p) => [...p]));
const same = (a, b) => a.length === b.length && a.every((x, i) => x === b[i]);
const hash = async (...parts) => new Uint8Array(await crypto.subtle.digest("SHA-256", join(...parts)));
const node = (left, right) => hash([1], left, right);
const b64 = (s) => Uint8Array.from(atob(s), (c) => c.charCodeAt(0));
const b64u = (s) => b64(s.replaceAll("-", "+").replaceAll("_", "/"));
const bigEndian = (number, bytes) => Array.from({ length: bytes }, (_, i) => Number((BigInt.asUintN(64, BigInt(number)) >> BigInt(8 * (bytes - 1 - i))) & 255n));

class Refusal extends Error {
  constructor(step, detail) { super(detail); this.step = step; }
}
const want = (condition, step, detail) => { if (!condition) throw new Refusal(step, detail ?? ""); };

// RFC 9162, 2.1.3.2.
async function rootFrom(leafHash, index, size, path, step) {
  want(Number.isSafeInteger(index) && index >= 0 && index < size, step, "index " + index + " of " + size);
  let fn = BigInt(index), sn = BigInt(size) - 1n, r = leafHash;
  for (const p of path) {
    want(sn !== 0n && p.length === 32, step, "path");
    if (fn & 1n || fn === sn) {
      r = await node(p, r);
      while (!(fn & 1n) && fn !== 0n) { fn >>= 1n; sn >>= 1n; }
    } else r = await node(r, p);
    fn >>= 1n; sn >>= 1n;
  }
  want(sn === 0n, step, "path");
  return r;
}

function schemas(file) {
  const types = { text: 1, integer: 2, bytes: 3, json: 4 }, known = new Map();
  let fields;
  for (const line of file.split("\n").filter((l) => l && !l.startsWith("#"))) {
    const words = line.split(" ");
    if (words[0] === "schema") known.set(Number(words[1]), { name: words[2], fields: (fields = []) });
    else fields.push({ id: Number(words[0]), name: words[1], type: types[words[2]] });
  }
  return known;
}

function parse(bundle) {
  try {
    const blank = bundle.indexOf("\n\n"), lines = bundle.slice(0, blank).split("\n"), note = bundle.slice(blank + 2);
    want(blank > 0 && lines[0] === "c2sp.org/tlog-proof@v1" && lines[1].startsWith("extra ") && /^index (0|[1-9]\d*)$/.test(lines[2]), "read");
    const [body, signatures, ...rest] = note.split("\n\n"), head = body.split("\n");
    want(rest.length === 0 && head.length === 3 && signatures.endsWith("\n") && /^(0|[1-9]\d*)$/.test(head[1]), "read");
    return {
      shown: JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(b64(lines[1].slice(6)))),
      index: Number(lines[2].slice(6)), path: lines.slice(3).map(b64), body: body + "\n", origin: head[0],
      size: Number(head[1]), root: b64(head[2]), signatures: signatures.trimEnd().split("\n").map((l) => l.split(" ")),
    };
  } catch (e) {
    throw e instanceof Refusal ? e : new Refusal("read", e.message);
  }
}

async function signature(bundle, vkey) {
  const step = "signature", [name, id, key] = vkey.trim().split(/\+(.*?)\+(.*)/s);
  want(name && id && key && bundle.origin === name, step, bundle.origin);
  const bytes = b64(key);
  want(bytes.length === 33 && bytes[0] === 1, step, "vkey");
  const keyId = (await hash(text(name), [10], bytes)).slice(0, 4);
  want(id === [...keyId].map((b) => b.toString(16).padStart(2, "0")).join(""), step, "vkey");
  const publicKey = await crypto.subtle.importKey("raw", bytes.slice(1), "Ed25519", false, ["verify"]);
  let signed = false;
  for (const [dash, signer, blob] of bundle.signatures) {
    if (dash !== "\u2014" || signer !== name || !same(b64(blob).slice(0, 4), keyId)) continue;
    want(await crypto.subtle.verify("Ed25519", publicKey, b64(blob).slice(4), text(bundle.body)), step);
    signed = true;
  }
  want(signed, step);
}

async function header({ shown }, schema) {
  const leaf = b64u(shown.leafData);
  want(schema && schema.fields.length === shown.n, "header", "schema " + shown.schemaId);
  const made = await hash([0], text("LRH1"), b64u(shown.headerSalt), bigEndian(shown.schemaId, 2), bigEndian(shown.n, 2), b64u(shown.rid), bigEndian(shown.epochSeconds, 8));
  want(leaf.length === 69 && same(leaf.slice(0, 5), [...text("LRR1"), 1]) && same(leaf.slice(5, 37), made), "header");
  return leaf;
}

async function fields({ shown }, schema, leaf) {
  const values = [], roots = [];
  for (const f of shown.disclosed) {
    const place = schema.fields.findIndex((one) => one.id === f.fieldId), field = schema.fields[place], value = b64u(f.value);
    want(field && (f.type === 0 || f.type === field.type), "fields", field?.name ?? String(f.fieldId));
    const commitment = await hash([0], text("LRF1"), bigEndian(f.fieldId, 2), [f.type], b64u(f.salt), bigEndian(value.length, 4), value);
    roots.push(await rootFrom(commitment, place, shown.n, f.path.map(b64u), "fields").catch(() => []));
    values.push([field.name, print(f.type, value)]);
  }
  const wrong = roots.findIndex((root) => !same(root, leaf.slice(37)));
  // Paths made anew after a value was changed fit each other: then no single field can be named.
  const oneOther = roots.length > 1 && roots.every((root) => root.length && same(root, roots[0]));
  want(wrong < 0, "fields", oneOther ? "record" : values[wrong]?.[0]);
  return values;
}

function print(type, value) {
  if (type === 0) return "";
  if (type === 2) return String(BigInt.asIntN(64, value.reduce((n, b) => (n << 8n) | BigInt(b), 0n)));
  if (type === 3) return [...value].map((b) => b.toString(16).padStart(2, "0")).join("");
  return new TextDecoder().decode(value);
}

/** Checks a bundle; tells each step that holds; throws a Refusal with the step that does not. */
export async function verify(bundleText, vkey, schemaText, told = () => {}) {
  const bundle = parse(bundleText), schema = schemas(schemaText).get(bundle.shown.schemaId);
  told("read");
  await signature(bundle, vkey);
  told("signature");
  const leaf = await header(bundle, schema);
  told("header");
  const values = await fields(bundle, schema, leaf);
  told("fields");
  const root = await rootFrom(await hash([0], leaf), bundle.index, bundle.size, bundle.path, "tree");
  want(same(root, bundle.root), "tree");
  told("tree");
  return { index: bundle.index, size: bundle.size, values };
}

async function run(button) {
  const $ = (id) => document.getElementById(id), steps = [...$("steps").children], step = (name) => steps.find((s) => s.dataset.step === name);
  for (const s of steps) { s.dataset.good ??= s.textContent; s.textContent = s.dataset.good; s.className = ""; }
  $("verification").hidden = false;
  $("verification-name").textContent = button.dataset.name;
  $("verdict").textContent = ""; $("verdict").className = ""; $("shown").hidden = true;
  try {
    const [bundle, file] = await Promise.all([button.dataset.bundle, "/assets/records.txt"].map((u) => fetch(u).then((r) => (r.ok ? r.text() : Promise.reject(new Refusal("read", "HTTP " + r.status))))));
    const found = await verify(bundle, $("vkey").value, file, (name) => step(name).classList.add("good"));
    $("verdict").textContent = $("verdict").dataset.good + " " + found.index + " / " + found.size;
    $("verdict").className = "good";
    $("shown").tBodies[0].replaceChildren(...found.values.map(([name, value]) => {
      const row = document.createElement("tr"), th = document.createElement("th"), td = document.createElement("td");
      th.scope = "row"; th.textContent = name; td.textContent = value; row.append(th, td);
      return row;
    }));
    $("shown").hidden = false;
  } catch (e) {
    const failed = step(e.step ?? "read");
    failed.textContent = failed.dataset.bad + " " + (e.message ?? ""); failed.className = "bad";
    $("verdict").textContent = $("verdict").dataset.bad; $("verdict").className = "bad";
  }
  $("verification").scrollIntoView();
}

if (typeof document !== "undefined") for (const button of document.querySelectorAll("button.verify")) button.addEventListener("click", () => run(button));
