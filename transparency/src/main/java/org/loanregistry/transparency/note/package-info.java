/** C2SP signed notes, checkpoints and cosignatures; anchored checkpoints and batch receipts. */
@NullMarked
package org.loanregistry.transparency.note;

import org.jspecify.annotations.NullMarked;
