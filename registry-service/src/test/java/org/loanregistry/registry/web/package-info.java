@NullMarked
package org.loanregistry.registry.web;

import org.jspecify.annotations.NullMarked;
