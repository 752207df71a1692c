/** Failures on purpose between the registry and its PostgreSQL: real connections, tapped. */
@NullMarked
package org.loanregistry.registry.log.fault;

import org.jspecify.annotations.NullMarked;
