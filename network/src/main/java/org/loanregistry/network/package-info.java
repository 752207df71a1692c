@NullMarked
package org.loanregistry.network;

import org.jspecify.annotations.NullMarked;
