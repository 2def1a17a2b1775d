package org.kairan.audit;

import org.kairan.config.ArchitectureRules;

class ArchitectureTest extends ArchitectureRules {}
