/** Finds numbers of persons in free text, as a second net under logs and evidence. */
@NullMarked
package org.loanregistry.privacy.scan;

import org.jspecify.annotations.NullMarked;
