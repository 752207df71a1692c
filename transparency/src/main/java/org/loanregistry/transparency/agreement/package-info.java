/** What the banks agreed on: who they are, a log's keys, witnesses and terms, and the changes that they propose and approve. */
@NullMarked
package org.loanregistry.transparency.agreement;

import org.jspecify.annotations.NullMarked;
