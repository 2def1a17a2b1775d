package org.kairan.notification;

import org.kairan.config.ArchitectureRules;

class ArchitectureTest extends ArchitectureRules {}
