package org.loanregistry.registry.cli.demo;

/** One attempt at cheating: what was done, and the name it was caught by, or that it was not. */
record Caught(String cheat, String by, boolean isCaught) {}
