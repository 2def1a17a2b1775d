package org.kairan.webapp;

import org.kairan.config.ArchitectureRules;

class ArchitectureTest extends ArchitectureRules {}
