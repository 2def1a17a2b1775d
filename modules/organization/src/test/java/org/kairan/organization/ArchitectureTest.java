package org.kairan.organization;

import org.kairan.config.ArchitectureRules;

class ArchitectureTest extends ArchitectureRules {}
