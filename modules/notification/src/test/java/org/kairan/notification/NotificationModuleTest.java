package org.kairan.notification;

import org.kairan.config.ModuleContract;

class NotificationModuleTest extends ModuleContract {}
