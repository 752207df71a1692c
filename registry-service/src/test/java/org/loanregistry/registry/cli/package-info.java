@NullMarked
package org.loanregistry.registry.cli;

import org.jspecify.annotations.NullMarked;
