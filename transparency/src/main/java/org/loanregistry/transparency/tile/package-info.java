/** C2SP tlog-tiles: tiles, entry bundles, proofs made from tiles, appending to a tree of tiles. */
@NullMarked
package org.loanregistry.transparency.tile;

import org.jspecify.annotations.NullMarked;
