@NullMarked
package org.loanregistry.codegen;

import org.jspecify.annotations.NullMarked;
