/** Requests that cannot be served: one sealed unchecked family, told to the caller in one place ({@code web}). */
@NullMarked
package org.loanregistry.registry.error;

import org.jspecify.annotations.NullMarked;
