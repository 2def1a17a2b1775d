package org.kairan.organization;

import org.kairan.config.ModuleContract;

class OrganizationModuleTest extends ModuleContract {}
