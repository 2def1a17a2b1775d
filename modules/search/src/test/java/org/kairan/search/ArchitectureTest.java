package org.kairan.search;

import org.kairan.config.ArchitectureRules;

class ArchitectureTest extends ArchitectureRules {}
