package org.kairan.calendar;

import org.kairan.config.ModuleContract;

class CalendarModuleTest extends ModuleContract {}
