package org.kairan.storage;

import org.kairan.config.ModuleContract;

class StorageModuleTest extends ModuleContract {}
