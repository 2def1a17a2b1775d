package org.kairan.audit;

import org.kairan.config.ModuleContract;

class AuditModuleTest extends ModuleContract {}
