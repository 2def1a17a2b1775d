package org.kairan.core.card;

import org.kairan.core.ModuleId;

/**
 * Something a module offers to do with another's thing.
 *
 * @param key of its text, within the offering module's texts
 * @param path of the page in the browser where it is done. Whoever leads there adds to it, as a query, what they know of the thing and may tell: {@code title}, {@code notes}, {@code with} (groups, as
 *     {@link org.kairan.core.people.GroupId} writes them, separated by commas) and {@code back}, a page that takes the address of what was made as {@code say}
 */
public record Act(ModuleId module, String key, String path) {}
