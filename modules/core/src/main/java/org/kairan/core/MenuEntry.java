package org.kairan.core;

import java.util.Optional;
import org.kairan.core.access.Permission;

/**
 * Leads to a module's page from the shell's menu.
 *
 * @param key text key within the module's own texts
 * @param path page in the browser, starting with a slash
 * @param order smaller stands further up
 * @param permission who sees the entry; empty means everyone who is signed in
 */
public record MenuEntry(String key, String path, int order, Optional<Permission> permission) {}
