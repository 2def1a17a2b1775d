package org.kairan.core;

import org.kairan.config.ArchitectureRules;

class ArchitectureTest extends ArchitectureRules {}
