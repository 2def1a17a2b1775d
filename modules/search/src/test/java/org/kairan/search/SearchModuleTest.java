package org.kairan.search;

import org.kairan.config.ModuleContract;

class SearchModuleTest extends ModuleContract {}
