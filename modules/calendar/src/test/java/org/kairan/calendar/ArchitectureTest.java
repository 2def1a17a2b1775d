package org.kairan.calendar;

import org.kairan.config.ArchitectureRules;

class ArchitectureTest extends ArchitectureRules {}
