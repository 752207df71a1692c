@NullMarked
package org.loanregistry.transparency;

import org.jspecify.annotations.NullMarked;
