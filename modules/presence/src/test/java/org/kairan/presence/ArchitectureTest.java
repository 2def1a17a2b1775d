package org.kairan.presence;

import org.kairan.config.ArchitectureRules;

class ArchitectureTest extends ArchitectureRules {}
