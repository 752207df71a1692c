package org.loanregistry.registry.web;

/** An answer that can be stored and given again byte for byte: a status of 200 to 299 and a JSON body. */
@SuppressWarnings("ArrayRecordComponent") // passed through once, never compared
public record Answer(int status, byte[] body) {}
