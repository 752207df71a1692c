/** The LPE1 field envelope: one database cell, sealed and bound to its place. */
@NullMarked
package org.loanregistry.privacy.envelope;

import org.jspecify.annotations.NullMarked;
