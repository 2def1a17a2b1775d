package org.kairan.chat;

import org.kairan.config.ArchitectureRules;

class ArchitectureTest extends ArchitectureRules {}
