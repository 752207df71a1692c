/** Processes that outlive the command that started them: who they are, and that only one command minds them at a time. */
@NullMarked
package org.loanregistry.network.process;

import org.jspecify.annotations.NullMarked;
