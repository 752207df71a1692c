@NullMarked
package org.loanregistry.registry.database;

import org.jspecify.annotations.NullMarked;
