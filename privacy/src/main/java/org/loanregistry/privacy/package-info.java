@NullMarked
package org.loanregistry.privacy;

import org.jspecify.annotations.NullMarked;
