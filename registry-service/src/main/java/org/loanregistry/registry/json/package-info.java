/** JSON texts to and from plain trees, and reading requests out of such trees field by field. */
@NullMarked
package org.loanregistry.registry.json;

import org.jspecify.annotations.NullMarked;
