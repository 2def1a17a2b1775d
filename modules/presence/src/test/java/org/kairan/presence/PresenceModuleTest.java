package org.kairan.presence;

import org.kairan.config.ModuleContract;

class PresenceModuleTest extends ModuleContract {}
