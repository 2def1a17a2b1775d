package org.kairan.core.search;

import org.kairan.core.ModuleId;

/**
 * Tells, in the transaction that changes them, that things of a kind are to be indexed anew.
 *
 * @param id of the one thing; 0 for all things of the kind
 */
public record Changed(ModuleId module, String kind, long id) {}
