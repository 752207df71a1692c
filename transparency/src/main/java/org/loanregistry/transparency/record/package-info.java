/** The record leaf LRR1: salted field commitments and their disclosure. */
@NullMarked
package org.loanregistry.transparency.record;

import org.jspecify.annotations.NullMarked;
