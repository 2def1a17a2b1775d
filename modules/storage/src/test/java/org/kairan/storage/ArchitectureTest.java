package org.kairan.storage;

import org.kairan.config.ArchitectureRules;

class ArchitectureTest extends ArchitectureRules {}
