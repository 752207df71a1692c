/** Hashing and strict text forms shared by the other packages. */
@NullMarked
package org.loanregistry.transparency.bytes;

import org.jspecify.annotations.NullMarked;
