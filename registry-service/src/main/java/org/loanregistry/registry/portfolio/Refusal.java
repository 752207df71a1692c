package org.loanregistry.registry.portfolio;

/**
 * A row that was not recorded, with one reason.
 *
 * @param file the file's name
 * @param line the row's line
 * @param field the column or field at fault
 * @param rule the rule that it breaks
 */
public record Refusal(String file, long line, String field, String rule) {}
