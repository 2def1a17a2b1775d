package org.kairan.board;

import org.kairan.config.ArchitectureRules;

class ArchitectureTest extends ArchitectureRules {}
