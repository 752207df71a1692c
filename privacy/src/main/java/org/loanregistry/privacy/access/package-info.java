/** Who may see what of whom, for what purpose: policies as data, decisions, grants, and the entry that each leaves. */
@NullMarked
package org.loanregistry.privacy.access;

import org.jspecify.annotations.NullMarked;
