package org.kairan.core.card;

import org.kairan.core.ModuleId;

/**
 * Something a module offers to do with another's thing.
 *
 * @param key of its text, within the offering module's texts
 * @param path of the page in the browser where it is done
 */
public record Act(ModuleId module, String key, String path) {}
