/** The tree of a lender's own: feed entries and feed heads. */
@NullMarked
package org.loanregistry.transparency.feed;

import org.jspecify.annotations.NullMarked;
