// Command tlogclient checks a served log with Go's own transparency packages, unmodified: the checkpoint's signature
// (sumdb/note), every tile it needs (sumdb/tlog's TileHashReader authenticates them against the root), inclusion and
// consistency proofs made from those tiles, and the entry bundles' leaf hashes.
//
// usage: tlogclient URL VKEY [OLD_CHECKPOINT_FILE]
//
// It prints "ok size=N inclusion=I consistency=C entries=E" and exits 0, or says what is wrong and exits 1.
package main

import (
	"encoding/base64"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"net/http"
	"os"
	"strconv"
	"strings"
	"time"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

const tileHeight = 8

func main() {
	if err := run(os.Args[1:]); err != nil {
		fmt.Fprintln(os.Stderr, "tlogclient:", err)
		os.Exit(1)
	}
}

func run(args []string) error {
	if len(args) < 2 || len(args) > 3 {
		return errors.New("usage: tlogclient URL VKEY [OLD_CHECKPOINT_FILE]")
	}
	log := &client{url: strings.TrimSuffix(args[0], "/"), http: &http.Client{Timeout: 20 * time.Second}}
	text, err := log.get("checkpoint")
	if err != nil {
		return err
	}
	tree, err := openCheckpoint(text, args[1])
	if err != nil {
		return err
	}
	reader := tlog.TileHashReader(tree, log)
	inclusions, err := checkInclusions(tree, reader)
	if err != nil {
		return err
	}
	var oldText []byte
	if len(args) == 3 {
		if oldText, err = os.ReadFile(args[2]); err != nil {
			return err
		}
	}
	consistencies, err := checkConsistencies(tree, reader, oldText, args[1])
	if err != nil {
		return err
	}
	entries, err := log.checkEntries(tree, reader)
	if err != nil {
		return err
	}
	fmt.Printf("ok size=%d inclusion=%d consistency=%d entries=%d\n", tree.N, inclusions, consistencies, entries)
	return nil
}

// openCheckpoint verifies the note and parses its three lines. tlog.ParseTree cannot be used: it accepts one fixed origin.
func openCheckpoint(text []byte, vkey string) (tlog.Tree, error) {
	verifier, err := note.NewVerifier(vkey)
	if err != nil {
		return tlog.Tree{}, err
	}
	opened, err := note.Open(text, note.VerifierList(verifier))
	if err != nil {
		return tlog.Tree{}, err
	}
	lines := strings.Split(opened.Text, "\n")
	if len(lines) != 4 || lines[3] != "" {
		return tlog.Tree{}, fmt.Errorf("a checkpoint has three lines, this one %d", len(lines)-1)
	}
	if lines[0] != verifier.Name() {
		return tlog.Tree{}, fmt.Errorf("origin %q, want %q", lines[0], verifier.Name())
	}
	size, err := strconv.ParseInt(lines[1], 10, 64)
	if err != nil {
		return tlog.Tree{}, err
	}
	root, err := base64.StdEncoding.DecodeString(lines[2])
	if err != nil || len(root) != tlog.HashSize {
		return tlog.Tree{}, fmt.Errorf("root %q is not a hash", lines[2])
	}
	return tlog.Tree{N: size, Hash: tlog.Hash(root)}, nil
}

// checkInclusions proves the first, the last and evenly spread leaves.
func checkInclusions(tree tlog.Tree, reader tlog.HashReader) (int, error) {
	step := max(tree.N/64, 1)
	checked := 0
	for index := int64(0); index < tree.N; index = next(index, step, tree.N) {
		hashes, err := reader.ReadHashes([]int64{tlog.StoredHashIndex(0, index)})
		if err != nil {
			return 0, fmt.Errorf("leaf %d: %w", index, err)
		}
		proof, err := tlog.ProveRecord(tree.N, index, reader)
		if err != nil {
			return 0, fmt.Errorf("leaf %d: %w", index, err)
		}
		if err := tlog.CheckRecord(proof, tree.N, tree.Hash, index, hashes[0]); err != nil {
			return 0, fmt.Errorf("leaf %d: %w", index, err)
		}
		checked++
	}
	return checked, nil
}

func next(index, step, size int64) int64 {
	if index == size-1 {
		return size
	}
	return min(index+step, size-1)
}

// checkConsistencies proves that the tree extends its own earlier sizes, and an earlier checkpoint where one is given.
func checkConsistencies(tree tlog.Tree, reader tlog.HashReader, oldText []byte, vkey string) (int, error) {
	checked := 0
	for size := int64(1); size < tree.N; size = size*2 + 1 {
		root, err := tlog.TreeHash(size, reader)
		if err != nil {
			return 0, err
		}
		if err := checkExtends(tree, tlog.Tree{N: size, Hash: root}, reader); err != nil {
			return 0, err
		}
		checked++
	}
	if oldText != nil {
		old, err := openCheckpoint(oldText, vkey)
		if err != nil {
			return 0, err
		}
		if err := checkExtends(tree, old, reader); err != nil {
			return 0, err
		}
		checked++
	}
	return checked, nil
}

func checkExtends(tree, old tlog.Tree, reader tlog.HashReader) error {
	proof, err := tlog.ProveTree(tree.N, old.N, reader)
	if err != nil {
		return fmt.Errorf("from size %d: %w", old.N, err)
	}
	if err := tlog.CheckTree(proof, tree.N, tree.Hash, old.N, old.Hash); err != nil {
		return fmt.Errorf("from size %d: %w", old.N, err)
	}
	return nil
}

// client reads tlog-tiles over HTTP and gives x/mod the tiles it asks for.
type client struct {
	url  string
	http *http.Client
}

func (c *client) Height() int { return tileHeight }

func (c *client) SaveTiles([]tlog.Tile, [][]byte) {}

func (c *client) ReadTiles(tiles []tlog.Tile) ([][]byte, error) {
	var all [][]byte
	for _, tile := range tiles {
		// x/mod writes the height into the path, tlog-tiles has it fixed at 8.
		data, err := c.get(strings.Replace(tile.Path(), "tile/8/", "tile/", 1))
		if err != nil {
			return nil, err
		}
		all = append(all, data)
	}
	return all, nil
}

// checkEntries re-hashes every entry of the first and the last bundle against the authenticated level-0 hashes.
func (c *client) checkEntries(tree tlog.Tree, reader tlog.HashReader) (int64, error) {
	checked := int64(0)
	last := (tree.N - 1) / 256
	for _, bundle := range []int64{0, last} {
		width := min(tree.N-bundle*256, 256)
		data, err := c.get(bundlePath(bundle, width))
		if err != nil {
			return 0, err
		}
		for item := int64(0); item < width; item++ {
			if len(data) < 2 || len(data) < 2+int(binary.BigEndian.Uint16(data)) {
				return 0, fmt.Errorf("entry bundle %d ends early", bundle)
			}
			length := int(binary.BigEndian.Uint16(data))
			hashes, err := reader.ReadHashes([]int64{tlog.StoredHashIndex(0, bundle*256+item)})
			if err != nil {
				return 0, err
			}
			if tlog.RecordHash(data[2:2+length]) != hashes[0] {
				return 0, fmt.Errorf("entry %d is not the one in the tree", bundle*256+item)
			}
			data = data[2+length:]
			checked++
		}
		if len(data) != 0 {
			return 0, fmt.Errorf("entry bundle %d has %d bytes too many", bundle, len(data))
		}
		if bundle == last {
			break
		}
	}
	return checked, nil
}

func bundlePath(bundle, width int64) string {
	tile := tlog.Tile{H: tileHeight, L: -1, N: bundle, W: int(width)}
	return strings.Replace(tile.Path(), "tile/8/data/", "tile/entries/", 1)
}

func (c *client) get(path string) ([]byte, error) {
	response, err := c.http.Get(c.url + "/" + path)
	if err != nil {
		return nil, err
	}
	defer response.Body.Close()
	body, err := io.ReadAll(io.LimitReader(response.Body, 1<<20))
	if err != nil {
		return nil, err
	}
	if response.StatusCode != http.StatusOK {
		return nil, fmt.Errorf("%s: %s", path, response.Status)
	}
	return body, nil
}
