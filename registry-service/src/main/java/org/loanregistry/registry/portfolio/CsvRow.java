package org.loanregistry.registry.portfolio;

import java.util.Map;

/**
 * One row of a file.
 *
 * @param file the file's name
 * @param line the line on which it begins, the header's being 1
 * @param values by column; an empty cell is no value
 */
record CsvRow(String file, long line, Map<String, String> values) {}
