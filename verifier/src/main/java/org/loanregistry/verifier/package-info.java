@NullMarked
package org.loanregistry.verifier;

import org.jspecify.annotations.NullMarked;
