@NullMarked
package org.loanregistry.registry.cli.demo;

import org.jspecify.annotations.NullMarked;
