@NullMarked
package org.loanregistry.chaincode;

import org.jspecify.annotations.NullMarked;
