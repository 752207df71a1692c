/** The main job in one go: network, service, import, anchoring, every bank's verification, and four attempts at cheating. */
@NullMarked
package org.loanregistry.registry.cli.demo;

import org.jspecify.annotations.NullMarked;
